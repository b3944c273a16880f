// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Charsets: texts in twelve and more encodings come back as they were, and say what they
// were in. Their bytes are made by ICU's converters the other way round.

import BriefText
import Testing

@Suite struct CharsetDecoderTests {
  static let chinese = """
    港口周二重新开放，第一批船只在中午驶入。保险公司表示，今年的保费将会上涨。
    市政府宣布，码头的修复工作将在五月底之前完成，届时所有泊位都可以使用。
    当地的渔民说，他们已经等了三个星期，希望天气能够继续好转。
    """
  static let traditional = """
    港口週二重新開放，第一批船隻在中午駛入。保險公司表示，今年的保費將會上漲。
    市政府宣布，碼頭的修復工作將在五月底之前完成，屆時所有泊位都可以使用。
    """
  static let japanese = """
    港は火曜日に再開され、最初の船が正午に入港した。保険会社は今年の保険料が上がると述べた。
    市によると、岸壁の修理は五月の末までに終わり、すべての船が使えるようになるという。
    """
  static let korean = """
    항구는 화요일에 다시 열렸고 첫 배가 정오에 들어왔다. 보험 회사들은 올해 보험료가 오를 것이라고 말했다.
    시는 부두 수리가 오월 말까지 끝날 것이라고 발표했으며 모든 배가 이용할 수 있게 된다.
    """
  static let russian = """
    Порт открылся во вторник, и первое судно вошло в полдень. Страховщики ожидают роста цен.
    Город сообщил, что ремонт причала завершится к концу мая, и тогда откроются все места.
    """
  static let german = """
    Der Hafen öffnete am Dienstag, und das erste Schiff lief mittags ein. Die Versicherer
    rechnen mit höheren Prämien für das Jahr. Die Stadt teilte mit, daß die Kais bis Ende
    Mai wieder hergestellt würden; bis dahin müßten größere Schiffe draußen warten.
    """
  static let germanQuoted = german.replacing("wieder", with: "„wieder“ – für 5 € –")
  static let greek = """
    Το λιμάνι άνοιξε ξανά την Τρίτη και το πρώτο πλοίο μπήκε το μεσημέρι. Οι ασφαλιστές
    περιμένουν υψηλότερα ασφάλιστρα φέτος, και η πόλη λέει ότι οι εργασίες τελειώνουν τον Μάιο.
    """

  @Test(arguments: [
    ("GB18030", chinese, ["GB18030"]), ("Big5", traditional, ["Big5"]),
    ("Shift_JIS", japanese, ["Shift_JIS"]),
    ("EUC-JP", japanese, ["EUC-JP"]), ("ISO-2022-JP", japanese, ["ISO-2022-JP"]),
    ("EUC-KR", korean, ["EUC-KR"]),
    ("KOI8-R", russian, ["KOI8-R"]), ("windows-1251", russian, ["windows-1251"]),
    ("ISO-8859-5", russian, ["ISO-8859-5"]), ("ISO-8859-1", german, ["ISO-8859-1"]),
    ("windows-1252", germanQuoted, ["windows-1252"]),
    ("ISO-8859-7", greek, ["ISO-8859-7", "windows-1253"]),
    ("UTF-16LE", german, ["UTF-16LE"]), ("UTF-16BE", chinese, ["UTF-16BE"]),
    ("UTF-16LE", chinese, ["UTF-16LE"]),
    ("UTF-16", korean, ["UTF-16LE", "UTF-16BE"]), ("UTF-32", russian, ["UTF-32LE", "UTF-32BE"]),
    ("UTF-8", japanese, ["UTF-8"]),
  ]) func `a text comes back from its charset`(charset: String, text: String, names: [String])
    throws
  {
    let bytes = try #require(CharsetConverter(charset)?.bytes(from: text))
    let decoded = try CharsetDecoder.decode(bytes)
    #expect(decoded.text == text)
    #expect(names.contains(decoded.charset), "\(decoded.charset)")
  }

  @Test func `UTF-8 that is cut or slightly damaged stays UTF-8`() throws {
    let bytes = Array(Self.chinese.utf8)
    for length in (bytes.count - 5)..<bytes.count {
      #expect(try CharsetDecoder.decode(Array(bytes[..<length])).charset == "UTF-8")
    }
    var damaged = bytes
    damaged.insert(0xFF, at: 30)
    let decoded = try CharsetDecoder.decode(damaged)
    #expect(decoded.charset == "UTF-8")
    #expect(decoded.text.contains("\u{FFFD}"))
  }

  @Test func `text that fits nothing is binary from its first odd byte`() {
    #expect(throws: CharsetError.binary(offset: 5)) {
      try CharsetDecoder.decode(Array("text ".utf8) + [0, 1, 2] + Array("more".utf8))
    }
    #expect(throws: CharsetError.binary(offset: 0)) { try CharsetDecoder.decode([1, 2, 3, 4, 5]) }
  }

  @Test func `a declared charset is taken if the bytes fit it`() throws {
    let bytes = try #require(CharsetConverter("KOI8-R")?.bytes(from: "Порт"))
    #expect(try CharsetDecoder.decode(bytes, declared: "KOI8-R").text == "Порт")
    #expect(try CharsetDecoder.decode(bytes, declared: "no such charset").text != "")
  }
}
