// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Brief pages taken apart: the whole shape, each section missing, and the odd cases.

import BriefArchive
import Testing

@Suite struct BriefPageTests {
  static let page = """
    Harbour Reopens After Storm

    The port of Velden took its first ships on Tuesday.

    Cranes above a grey quay.

    Key Takeaways

      • 1Three berths are in use again.
      • 210 ships wait outside.
      • 32024 exports rose all the same.

    Editor's
    Desk

    Strategic Analysis

    Insurers will ask for more.

    Shippers will pay.

    Velden Daily Editorial
    Strategic Insight
    Velden Daily

    The first ship came in at noon.

    The last berth opens in May.

    Share Article

    Related Articles

    📰
    No related articles found
    """

  @Test func `a whole page gives every section`() throws {
    let document = try reading("a.txt", Self.page).only()
    #expect(document.title == "Harbour Reopens After Storm")
    #expect(document.deck == "The port of Velden took its first ships on Tuesday.")
    #expect(document.caption == "Cranes above a grey quay.")
    #expect(
      document.takeaways == [
        "Three berths are in use again.", "10 ships wait outside.",
        "2024 exports rose all the same.",
      ])
    #expect(document.analysis == ["Insurers will ask for more.", "Shippers will pay."])
    #expect(document.byline == "Velden Daily Editorial")
    #expect(document.publication == "Velden Daily")
    #expect(document.body == ["The first ship came in at noon.", "The last berth opens in May."])
    #expect(document.related.isEmpty)
  }

  @Test(arguments: ["\r\n", "\r", "\n"]) func `line ends and a byte order mark change nothing`(
    end: String
  ) throws {
    let text = "\u{FEFF}" + Self.page.replacing("\n", with: end)
    var document = try reading("a.txt", text).only()
    var expected = try reading("a.txt", Self.page).only()
    (document.date, expected.date) = (nil, nil)
    #expect(document == expected)
  }

  @Test func `furniture is in no field`() throws {
    let document = try reading("a.txt", Self.page).only()
    let all = "\(document)"
    for furniture in [
      "Share Article", "Related Articles", "No related", "Key Takeaways", "Strategic", "Desk", "📰",
    ] {
      #expect(!all.contains(furniture), "\(furniture)")
    }
  }

  @Test func `every prefix of a page is read without loss of its title`() throws {
    let bytes = Array(Self.page.utf8)
    for length in stride(from: 30, to: bytes.count, by: 7) {
      let reading = try reading("a.txt", Array(bytes[..<length]))
      #expect(try reading.only().title == "Harbour Reopens After Storm", "\(length)")
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var check: @Sendable (BriefDocument) -> Bool
  }

  static let rows: [Row] = [
    Row(
      testDescription: "plain text: first line and the rest", text: "Title\nline two\n\nBody here."
    ) {
      $0.title == "Title" && $0.body == ["line two", "Body here."] && $0.deck == nil
    },
    Row(testDescription: "a title alone", text: "Only a title") {
      $0.title == "Only a title" && $0.body.isEmpty
    },
    Row(
      testDescription: "no takeaways",
      text: "T\n\nDeck.\n\nStrategic Analysis\n\nWhy.\n\nX Editorial\nX\n\nBody."
    ) {
      $0.deck == "Deck." && $0.analysis == ["Why."] && $0.body == ["Body."] && $0.publication == "X"
    },
    Row(
      testDescription: "no analysis",
      text: "T\n\nKey Takeaways\n\n • 1A\n • 2B\n\nX Editorial\nStrategic Insight\nX\n\nBody."
    ) {
      $0.deck == nil && $0.takeaways == ["A", "B"] && $0.analysis.isEmpty && $0.body == ["Body."]
        && $0.byline == "X Editorial"
    },
    Row(
      testDescription: "takeaways, then body at once",
      text: "T\n\nKey Takeaways\n\n • 1A\n\nBody one.\n\nBody two.\n\nShare Article"
    ) {
      $0.takeaways == ["A"] && $0.body == ["Body one.", "Body two."]
    },
    Row(
      testDescription: "title and body with a share line",
      text:
        "T\n\nBody one.\n\nBody two.\n\nShare Article\n\nRelated Articles\n\nOther Piece\n• Third Piece"
    ) {
      $0.body == ["Body one.", "Body two."] && $0.related == ["Other Piece", "Third Piece"]
    },
    Row(
      testDescription: "eleven takeaways",
      text: "T\n\nKey Takeaways\n\n"
        + (1...11).map { "  • \($0)\($0 + 6) points" }.joined(separator: "\n")
    ) {
      $0.takeaways == (7...17).map { "\($0) points" }
    },
    Row(
      testDescription: "a bullet without its ordinal",
      text: "T\n\nKey Takeaways\n\n • 1One\n • Two\n • 3Three"
    ) {
      $0.takeaways == ["One", "Two", "Three"]
    },
    Row(
      testDescription: "a list without ordinals",
      text: "T\n\nKey Takeaways\n\n • First\n • 2024 was good\n • Third\n • 40 left"
    ) {
      $0.takeaways == ["First", "2024 was good", "Third", "40 left"]
    },
    Row(
      testDescription: "a year that only looks like the ordinal",
      text: "T\n\nKey Takeaways\n\n • 1One\n • 2024 was good\n • 3Three"
    ) {
      $0.takeaways == ["One", "2024 was good", "Three"]
    },
    Row(
      testDescription: "ordinals with a full stop",
      text: "T\n\nKey Takeaways\n\n - 1. One\n - 2. Two"
    ) {
      $0.takeaways == ["One", "Two"]
    },
    Row(
      testDescription: "bullets that say nothing",
      text:
        "T\n\nKey Takeaways\n\n • 1One\n •\n • 32024 rose\n\n •\n • 5\n • 66 left\n\nA Editorial\n\nB"
    ) {
      $0.takeaways == ["One", "2024 rose", "6 left"] && $0.body == ["B"]
    },
    Row(
      testDescription: "a numbered list of nothing, and a number in one without ordinals",
      text: "T\n\nKey Takeaways\n\n •\n • 2\n\nA Editorial\n\nB\n\nRelated Articles\n\n • C\n •"
    ) {
      $0.takeaways.isEmpty && $0.body == ["B"] && $0.related == ["C"]
    },
    Row(
      testDescription: "a wrapped bullet",
      text: "T\n\nKey Takeaways\n\n • 1One goes\n   on\n • 2Two"
    ) {
      $0.takeaways == ["One goes on", "Two"]
    },
    Row(
      testDescription: "curly apostrophe, one line, other case",
      text: "T\n\nDeck\n\nEDITOR’S DESK\n\nstrategic analysis:\n\nWhy."
    ) {
      $0.deck == "Deck" && $0.analysis == ["Why."]
    },
    Row(
      testDescription: "Chinese",
      text: "港口重开\n\n摘要。\n\nKey Takeaways\n\n • 1三个泊位\n • 2两千艘船\n\n日报 Editorial\n日报\n\n正文。"
    ) {
      $0.title == "港口重开" && $0.takeaways == ["三个泊位", "两千艘船"] && $0.body == ["正文。"]
        && $0.publication == "日报"
        && $0.lang == "zh"
    },
    Row(
      testDescription: "front matter wins over the page's date",
      text:
        "---\ndate: 2024-05-06\nlang: de\ncategory: economy\n---\nT\n\n3 March 2023\n\nKey Takeaways\n\n • 1A"
    ) {
      $0.date == CalendarDate(year: 2024, month: 5, day: 6) && $0.dateFrom == .frontMatter
        && $0.lang == "de"
        && $0.langFrom == .frontMatter && $0.categories == ["economy"] && $0.deck == nil
    },
    Row(
      testDescription: "a page's own date",
      text: "T\n\nDeck.\n\nPublished: March 3, 2023\n\nKey Takeaways\n\n • 1A"
    ) {
      $0.date == CalendarDate(year: 2023, month: 3, day: 3) && $0.dateFrom == .metadata
        && $0.caption == nil
    },
    Row(
      testDescription: "front matter that is not quite YAML",
      text: "---\ntitle: Ships: the return\ndate: 2024-05-06\n---\nText."
    ) {
      $0.title == "Ships: the return" && $0.body == ["Text."] && $0.dateFrom == .frontMatter
    },
    Row(
      testDescription: "a rule is not front matter",
      text: "---\nnot metadata\n\nat all\n---\n\nmore"
    ) {
      $0.title == "not metadata" && $0.body == ["at all", "more"]
    },
  ]

  @Test(arguments: rows) func `odd pages are read as the table says`(row: Row) throws {
    let document = try reading("a.txt", row.text).only()
    #expect(row.check(document), "\(document)")
  }

  @Test func `hostile pages take linear time`() throws {
    let labels = String(repeating: "Key Takeaways\n\n• 1a\n", count: 50_000)
    let bullets = "T\n\nKey Takeaways\n" + String(repeating: "•\u{301}1\n", count: 50_000)
    for text in [labels, bullets, String(repeating: "\u{301}", count: 200_000) + "a"] {
      #expect(try reading("a.txt", text).documents.count == 1)
    }
  }
}
