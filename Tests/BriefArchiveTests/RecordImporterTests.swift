// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// JSON, JSON Lines, CSV: good, broken and hostile.

import BriefArchive
import Testing

@Suite struct RecordImporterTests {
  @Test func `a record fills the fields its keys mean`() throws {
    let line = #"""
      {"id": 12, "Title": " A\tb ", "text": "One.\n\nTwo.", "deck": "D", "date": "2024-03-01", "author": ["X", {"name": "Y"}],
       "lang": "en-US", "url": "https://example.org/a", "category": ["c", "d"], "brief": true, "tags": ["t", "u"], "none": null}
      """#.replacing("\n", with: " ")
    let document = try reading("a.jsonl", line).only()
    #expect(document.id == "12")
    #expect(document.title == "A b")
    #expect(document.body == ["One.", "Two."])
    #expect(document.deck == "D")
    #expect(document.date?.description == "2024-03-01")
    #expect(document.dateFrom == .metadata)
    #expect(document.author == "X; Y")
    #expect(document.lang == "en")
    #expect(document.langFrom == .metadata)
    #expect(document.url == "https://example.org/a")
    #expect(document.categories == ["c", "d"])
    #expect(
      document.extra == [.init(name: "brief", value: "true"), .init(name: "tags", value: "t; u")])
  }

  @Test(arguments: [
    ("eng", "en"), ("deu", "de"), ("ger-AT", "de"), ("zho_Hant", "zh"), ("CHI", "zh"),
    ("dan", "da"), ("nob", "nb"), ("nb", "nb"), ("iw", "he"), ("in", "id"), ("mol", "ro"),
    ("yue", "yue"), ("und", "en"), ("English", "en"), ("en-US", "en"),
  ]) func `a language is kept as its shortest code`(written: String, code: String) throws {
    let line = #"{"title": "A title", "lang": "\#(written)"}"#
    #expect(try reading("a.jsonl", line).only().lang == code)
  }

  @Test func `every white space in a line is one space`() throws {
    let spaces = (0x7F...0xFFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
      .filter { $0.properties.isWhitespace || $0 == "\u{7F}" }
    #expect(spaces.count > 15)
    for space in spaces {
      let code = String(space.value, radix: 16)
      for written in ["\(space)", " \(space)", "\(space)\(space)", "\(space)\u{200B} "] {
        let line = "{\"title\": \"\(space)one\(written)two\(space)\"}"
        #expect(try reading("a.jsonl", line).only().title == "one two", "U+\(code)")
      }
    }
    // It parts words where nothing is to be seen, and is no white space.
    let thai = "ข่าว\u{200B}วันนี้"
    for title in [thai, thai + "\u{3000}\(thai)"] {
      let read = try reading("a.jsonl", #"{"title": "\#(title)"}"#).only().title
      #expect(read == title.replacing("\u{3000}", with: " "))
    }
  }

  @Test func `a mapping takes other keys`() throws {
    var options = ImportOptions()
    options.mapping.map(["kop", "titel"], to: .title)
    options.mapping.map(["inhoud"], to: .body)
    let document = try reading(
      "a.jsonl", #"{"titel": "B", "kop": "A", "inhoud": "C", "text": "x"}"#, options
    ).only()
    #expect(document.title == "A")
    #expect(document.body == ["C"])
    #expect(options.mapping.keys(of: .title) == ["kop", "titel"])
    #expect(document.extra == [.init(name: "titel", value: "B"), .init(name: "text", value: "x")])
  }

  @Test func `strings are read with every escape`() throws {
    let text = #"{"title": "\"\\\/\b\f\n\r\tA\u00e9\ud83d\ude00\ud83d!"}"#
    #expect(try reading("a.jsonl", text).only().title == "\"\\/ Aé😀\u{FFFD}!")
  }

  @Test(arguments: [
    ("[1, 2]", "an array", 1, 0), (#"{"title": "A""#, "ends too early", 1, 13),
    (#"{"title": tru}"#, "value expected", 1, 10),
    (#"{"title": "A"} x"#, "more text", 1, 15), (#"{"title": 01}"#, "begin with 0", 1, 10),
    (#"{"title": "\x"}"#, "escape", 1, 11),
    (#"{'title': 1}"#, "quotation marks", 1, 1), ("nonsense", "value expected", 1, 0),
    (#"{"title": "\u12g4"}"#, "hexadecimal", 1, 15),
    (#"{"a": 1}"#, "neither a title nor any text", 1, 0), (#"{"title" "A"}"#, "colon", 1, 9),
  ]) func `a broken line is rejected by itself`(
    line: String, reason: String, number: Int, offset: Int
  ) throws {
    let reading = try reading("a.jsonl", line + "\n" + #"{"title": "Good"}"# + "\n")
    #expect(reading.documents.map(\.title) == ["Good"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.reason.contains(reason), "\(rejection)")
    #expect(rejection.line == number)
    #expect(rejection.offset == offset)
  }

  @Test func `offsets count from the file's beginning`() throws {
    let rejection = try reading("a.jsonl", "{\"title\": \"A\"}\n\n{\"title\": }\n").onlyRejection()
    #expect(rejection.line == 3)
    #expect(rejection.offset == 16 + 10)
  }

  @Test(arguments: [
    (#"{"title": "A"}"#, ["A"]), (#"[{"title": "A"}, {"title": "B"}]"#, ["A", "B"]),
    (#"{"documents": [{"title": "A"}, {"title": "B"}]}"#, ["A", "B"]),
    ("{\"title\": \"A\"}\n{\"title\": \"B\"}", ["A", "B"]),
    ("\u{FEFF}[{\"title\": \"A\"}]", ["A"]), (#"[{"title": "A"}, 7]"#, ["A"]),
    (#"[{"title": "A"}, {"title"#, ["A"]),
  ]) func `a JSON file is one document or many`(text: String, titles: [String]) throws {
    #expect(try reading("a.json", text).documents.map(\.title) == titles)
  }

  @Test(arguments: ["[", "", "  ", "[]", "{\"documents\": []}", "[[[["])
  func `a JSON file with nothing in it is rejected`(text: String) throws {
    #expect(try reading("a.json", text).progress.rejections == 1)
  }

  @Test func `depth and length are bounded`() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(try reading("a.json", deep).onlyRejection().reason.contains("deep"))
    #expect(
      try reading("a.jsonl", #"{"title": "# + deep + "}").onlyRejection().reason.contains("deep"))
    var options = ImportOptions()
    options.limits.documentBytes = 1000
    let long = #"{"title": ""# + String(repeating: "x", count: 5_000_000) + "\"}"
    let reading = try reading(
      "a.jsonl", "{\"title\": \"A\"}\n" + long + "\n{\"title\": \"B\"}", options)
    #expect(reading.documents.map(\.title) == ["A", "B"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.line == 2)
    #expect(rejection.reason.contains("1000 bytes"))
  }

  // A JSON file was held whole, several times over, and its lines were counted anew for each element. Its
  // values are cut out one by one now, so that one that is too large is passed and the others are read.
  @Test(arguments: ["[#]", #"{"x": {"documents": [1]}, "documents": [#], "y": [{}]}"#, "#"])
  func `a value too large is passed without the rest of its file`(frame: String) throws {
    var options = ImportOptions()
    options.limits.documentBytes = 1_000
    let long =
      String(repeating: #"[{"a\\\"": 1}, "#, count: 100_000) + "0"
      + String(repeating: "]", count: 100_000)
    let values = [
      #"{"title": "A", "documents": "]\"}"}"#, #"{"title":\#n "B", "z": "# + long + "}",
      #"{"title": "C", "text": ["\\\\", "{"]}"#,
    ]
    let isList = frame.count > 1
    let text = frame.replacing("#", with: values.joined(separator: isList ? " ,\n" : "\n"))
    let reading = try reading("a.json", text, options)
    #expect(reading.documents.map(\.title) == ["A", "C"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.line == 2)
    #expect(rejection.reason.contains("1000 bytes"))
  }

  @Test(arguments: [
    (#"[{"title": "A"},\#n {"title" "B"}]"#, 2, 27), (#"[{"title": "A"} {}]"#, 1, 16),
    (#"[{"title": "A"},]"#, 1, 16), (#"[{"title": "A"}] 1"#, 1, 17),
    (#"[{"title": "A"}, {"t"#, 1, 20),
    (#"[{"title": "A"},"#, 1, 16), (#"{"documents": [{"title": "A"}], 5}"#, 1, 32),
    (#"{"documents": [{"title": "A"}"#, 1, 29), (#"{"title": "A"} x]"#, 1, 15),
  ]) func `a fault in JSON is told with its place, and what stands before it is read`(
    text: String, line: Int, offset: Int
  ) throws {
    let reading = try reading("a.json", text)
    #expect(reading.documents.map(\.title) == ["A"])
    let rejection = try reading.onlyRejection()
    #expect(rejection.line == line && rejection.offset == offset, "\(rejection)")
  }

  @Test(arguments: ["a.json", "a.csv", "a.xml"]) func `a record of a file is bounded like a file`(
    name: String
  ) throws {
    let long = String(repeating: "x", count: 1_001)
    let text =
      switch name {
      case "a.json": #"[{"title": "A"}, {"title": "B", "text": "\#(long)"}, {"title": "C"}]"#
      case "a.csv": "title,text\nA,\nB,\(long)\nC,\n"
      default:
        "<rss version=\"2.0\"><channel><title>T</title><item><title>A</title></item>"
          + "<item><title>B</title><description>\(long)</description></item>"
          + "<item><title>C</title></item></channel></rss>"
      }
    var options = ImportOptions()
    options.limits.documentBytes = 1_000
    let reading = try reading(name, text, options)
    #expect(reading.documents.map(\.title) == ["A", "C"])
    #expect(try reading.onlyRejection().reason.contains("1000 bytes"))
  }

  @Test(arguments: ["\n", "\r\n"]) func `CSV keeps quoted commas, line ends and quotation marks`(
    end: String
  ) throws {
    let text = [
      "title,text,date", "A,\"x, \"\"y\"\"\(end)z\",2024-03-01", "", "B 5\" disk,w,", "C",
    ].joined(separator: end)
    let reading = try reading("a.csv", text)
    #expect(reading.rejections.isEmpty)
    #expect(reading.documents.map(\.title) == ["A", "B 5\" disk", "C"])
    #expect(reading.documents[0].body == ["x, \"y\"\nz"])
    #expect(reading.documents[0].date?.description == "2024-03-01")
    #expect(reading.documents.map(\.source) == ["a.csv#2", "a.csv#5", "a.csv#6"])
  }

  @Test(arguments: [
    ("a.tsv", "title\ttext\nA, B\tC"), ("a.csv", "title;text\nA, B;C"),
    ("a.csv", "title\ttext\nA, B\tC"),
  ])
  func `the separator is found`(name: String, text: String) throws {
    let document = try reading(name, text).only()
    #expect(document.title == "A, B")
    #expect(document.body == ["C"])
  }

  @Test func `broken rows are rejected with their line`() throws {
    let reading = try reading("a.csv", "title,text\nA,B,C\nD,E\nF,\"never closed\n")
    #expect(reading.documents.map(\.title) == ["D"])
    #expect(reading.rejections.map(\.line) == [2, 4])
    #expect(reading.rejections[0].reason.contains("3 fields"))
    #expect(reading.rejections[1].reason.contains("never closed"))
  }
}
