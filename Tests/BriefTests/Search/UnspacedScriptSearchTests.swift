// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Chinese, Japanese, Korean and Thai: any stretch of characters is found, known to a dictionary or
// not, alone or glued to other letters.

import Brief
import BriefTestSupport
import Testing

@Suite struct UnspacedScriptSearchTests {
  @Test(arguments: [
    // One, two and more characters; across the dictionary's words; unknown words
    ("中国人工智能产业发展迅速", "中国", true), ("中国人工智能产业发展迅速", "人工智能", true),
    ("中国人工智能产业发展迅速", "能产", true), ("中国人工智能产业发展迅速", "中", true),
    ("中国人工智能产业发展迅速", "速", true), ("中国人工智能产业发展迅速", "中国人工智能产业发展迅速", true),
    ("中国人工智能产业发展迅速", "国中", false), ("中国人工智能产业发展迅速", "智慧", false),
    ("鱲鱺鷸鸝", "鱺鷸", true), ("鱲鱺鷸鸝", "鷸", true), ("鱲鱺鷸鸝", "鱲鷸", false),
    ("台積電宣布擴廠", "台積電", true), ("台積電宣布擴廠", "積電", true), ("台積電宣布擴廠", "電宣", true),
    ("Z gen後的時代", "gen後", true), ("Z gen後的時代", "後", true), ("Z gen後的時代", "gen", true),
    ("Z gen後的時代", "gen前", false),
    ("5G網路與AI芯片", "網路", true), ("5G網路與AI芯片", "AI芯片", true), ("5G網路與AI芯片", "5g", true),
    ("央行，利率。", "央行利率", false), ("央行，利率。", "央行 利率", true), ("央行，利率。", "行利", false),
    ("１２３号", "123号", true), ("㈱日立", "日立", true),
    // Japanese
    ("日本銀行は金利を引き上げた", "日本銀行", true), ("日本銀行は金利を引き上げた", "銀行", true),
    ("日本銀行は金利を引き上げた", "金利", true), ("日本銀行は金利を引き上げた", "本銀", true),
    ("データセンターの需要", "データ", true), ("データセンターの需要", "センター", true),
    ("ﾃﾞｰﾀｾﾝﾀｰの需要", "データセンター", true), ("データセンターの需要", "ﾃﾞｰﾀ", true),
    // Korean: with particles and without
    ("한국은행이 금리를 동결했다", "한국은행", true), ("한국은행이 금리를 동결했다", "금리", true),
    ("한국은행이 금리를 동결했다", "금리를", true), ("한국은행이 금리를 동결했다", "은행", true),
    ("한국은행이 금리를 동결했다", "동결", true), ("한국은행이 금리를 동결했다", "인상", false),
    ("한국은행이 금리를 동결했다", "한", true),
    ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "한국", true),
    // Thai, Lao, Khmer, Burmese: by dictionary words
    ("ธนาคารแห่งประเทศไทยขึ้นดอกเบี้ย", "ประเทศไทย", true),
    ("ธนาคารแห่งประเทศไทยขึ้นดอกเบี้ย", "ดอกเบี้ย", true),
    ("ธนาคารแห่งประเทศไทยขึ้นดอกเบี้ย", "ธนาคาร", true),
    ("ใช้iPhoneใหม่", "iPhone", true), ("ใช้iPhoneใหม่", "ใหม่", true),
  ]) func `a stretch of characters is found`(text: String, query: String, isFound: Bool) throws {
    let newsroom = try Newsroom(bodies: [text, "nothing of the kind"])
    #expect(try newsroom.found(query) == (isFound ? ["0"] : []))
    #expect(try newsroom.found("\"\(query)\"").isEmpty || isFound)
    guard isFound else { return }
    let snippet = try newsroom.index.searcher().search(parsing: query).first?.snippet(of: "body")
    #expect(snippet?.marks.isEmpty == false)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `every part of a run is found as a phrase`(
    seed: UInt64
  ) throws {
    let characters = Array("中国人工智能产业日本語のデータ한국은행鱲鱺々〇")
    var random = SeededGenerator(seed: seed)
    let bodies = (0..<30).map { _ in
      String(
        (0..<Int.random(in: 1...14, using: &random)).map { _ in
          characters[Int.random(in: 0..<characters.count, using: &random)]
        })
    }
    let newsroom = try Newsroom(bodies: bodies)
    for (number, body) in bodies.enumerated() {
      let run = Array(body)
      let start = Int.random(in: 0..<run.count, using: &random)
      let end = Int.random(in: (start + 1)...run.count, using: &random)
      let part = String(run[start..<end])
      let having = bodies.indices.filter { bodies[$0].contains(part) }.map { "\($0)" }.sorted()
      #expect(
        try newsroom.found(.phrase(part)) == having, "seed \(seed), \(number): “\(part)” in \(body)"
      )
      #expect(
        try Set(newsroom.found(.text(part))).isSuperset(of: having),
        "seed \(seed), \(number): \(part) in \(body)")
    }
  }

  @Test func `an exact phrase in Chinese is a stretch, plain characters are anywhere`() throws {
    let newsroom = try Newsroom(bodies: ["人工智能", "智能人工", "人工的智能"])
    #expect(try newsroom.found(#""人工智能""#) == ["0"])
    #expect(try newsroom.found("人工 智能").sorted() == ["0", "1", "2"])
    #expect(try newsroom.found(#""人工 智能""#) == ["0"])
    #expect(try newsroom.found("人工智能", matching: .any).count == 3)
    #expect(try newsroom.found("人工智能", matching: .any).first == "0")
  }
}
