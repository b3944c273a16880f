// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Divides runs of Han and Kana into words as ICU does, by ICU's dictionary: of all ways to divide a run
// into words it is the one whose words cost least together, found from front to back (Viterbi). A character
// that is no word costs what the least likely one does; a run of Katakana, which is seldom divided, is a word
// at a cost that depends on its length.
//
// ICU's own engine makes strings, normalizes and calls through three layers for every character, and takes
// twice as long as analysis takes with this (DECISIONS 43). A run with characters that normalization might
// change, or of other scripts, is left to it, and all of them are if the ICU at hand has another dictionary
// or other rules than those this was written for.

/// Finds the words in runs of Han and Kana.
struct IdeographSegmenter {
  private var units: [UInt16] = []
  /// The least cost of the characters before each place, and where the last word before it begins.
  private var costs: [Int32] = []
  private var starts: [Int32] = []

  /// Bytes seen. As long as they are few, ICU divides them: it takes 1.3 ms to read the dictionary, which is
  /// a tenth of what a search from the command line takes.
  private var seen = 0
  private let patience: Int
  static let patience = 1 << 15

  /// No word is looked for beyond so many characters.
  private static let longestWord = 20
  private static let unknownCost: Int32 = 255
  /// The cost of Katakana by their number, up to eight; more cost what none do. From twenty on they are no
  /// word.
  private static let katakanaCosts: [Int32] = [8_192, 984, 408, 240, 204, 252, 300, 372, 480]
  private static let katakanaLimit = 20

  /// Read when it is first needed; `nil` if ICU is to divide all runs.
  private static let dictionary: DictionaryTrie<UInt16>? = {
    guard let dictionary = DictionaryData("cjdict")?.trieOfUTF16 else { return nil }
    var segmenter = IdeographSegmenter()
    let agrees = BreakIterator.agrees(about: samples) { text, boundaries in
      segmenter.appendBoundaries(of: text, 0..<text.count, by: dictionary, to: &boundaries)
    }
    return agrees ? dictionary : nil
  }()

  /// Leaves the first `patience` bytes to ICU.
  init(patience: Int = Self.patience) { self.patience = patience }

  /// Whether runs are divided here.
  static var isAvailable: Bool { dictionary != nil }

  /// Texts that show whether ICU divides runs by the same rules: words that are likely and unlikely,
  /// unknown characters, and Katakana from short to longer than any word.
  private static let samples = [
    "中国经济增长很快市场稳定研究生命起源北京大学生前来应聘乒乓球拍卖完了",
    "東京都知事選挙は彼女がコンピューターを使ってすもももももももものうち",
    "ア龘龘イウ鑫エオカ㐀キクケコサ丂シスセソタチツ亍テトナニヌネノハ",
    "ヒフヘホマミムメモヤユヨラリルレロ的インターナショナリゼーションズアンドカンパニーズ",
  ]

  /// Appends the boundaries of `range` of `text` to `boundaries`, as byte offsets in `text`, without the
  /// first. Returns `false`, and appends nothing, if there are other characters than Han and Kana.
  mutating func appendBoundaries(
    of text: Span<UInt8>, _ range: Range<Int>, to boundaries: inout [Int32]
  ) -> Bool {
    guard Self.mayBegin(text[range.lowerBound]) else { return false }
    if seen < patience {
      seen += range.count
      return false
    }
    guard let dictionary = Self.dictionary else { return false }
    return appendBoundaries(of: text, range, by: dictionary, to: &boundaries)
  }

  private mutating func appendBoundaries(
    of text: Span<UInt8>, _ range: Range<Int>, by dictionary: DictionaryTrie<UInt16>,
    to boundaries: inout [Int32]
  ) -> Bool {
    let count = range.count / 3
    guard count * 3 == range.count else { return false }
    if units.count < count {
      units = [UInt16](repeating: 0, count: 2 * count)
      costs = [Int32](repeating: 0, count: 2 * count + 1)
      starts = [Int32](repeating: 0, count: 2 * count + 1)
    }
    guard Self.load(text, range.lowerBound, count, &units) else { return false }
    Self.divide(units, count, dictionary, &costs, &starts)
    let first = boundaries.count
    var end = count
    while end > 0 {
      boundaries.append(Int32(range.lowerBound + 3 * end))
      end = Int(starts[end])
    }
    boundaries[first...].reverse()
    return true
  }

  /// Turns characters of three bytes into UTF-16. Says whether all are Han or Kana that normalization leaves
  /// as they are.
  private static func load(
    _ text: Span<UInt8>, _ start: Int, _ count: Int, _ units: inout [UInt16]
  ) -> Bool {
    var units = units.mutableSpan
    var isTheirs = true
    for i in 0..<count {
      let (lead, second, third) = (
        text[start + 3 * i], text[start + 3 * i + 1], text[start + 3 * i + 2]
      )
      let unit = UInt16(lead & 0x0F) << 12 | UInt16(second & 0x3F) << 6 | UInt16(third & 0x3F)
      units[i] = unit
      isTheirs =
        isTheirs && lead & 0xF0 == 0xE0 && second & 0xC0 == 0x80 && third & 0xC0 == 0x80
        && (isHan(unit) || isKatakana(unit) || 0x3041...0x3096 ~= unit)
    }
    return isTheirs
  }

  /// Whether a byte is the first one of Han or Kana; none of Thai is.
  @inline(__always)
  private static func mayBegin(_ byte: UInt8) -> Bool { 0xE3...0xE9 ~= byte }

  @inline(__always)
  private static func isHan(_ unit: UInt16) -> Bool {
    0x4E00...0x9FFC ~= unit || 0x3400...0x4DBF ~= unit || unit == 0x3005 || unit == 0x3007
  }

  @inline(__always)
  private static func isKatakana(_ unit: UInt16) -> Bool {
    0x30A1...0x30FA ~= unit || unit == 0x30FC
  }

  private static func divide(
    _ text: [UInt16], _ count: Int, _ dictionary: DictionaryTrie<UInt16>, _ costs: inout [Int32],
    _ starts: inout [Int32]
  ) {
    let text = text.span.extracting(first: count)
    var costs = costs.mutableSpan
    var starts = starts.mutableSpan
    for i in 1...count { costs[i] = .max }
    costs[0] = 0
    var isInKatakana = false
    for i in text.indices {
      var isWord = false
      dictionary.forEachWord(in: text, at: i, limit: longestWord) { length, place in
        if length == 1 { isWord = true }
        let cost = Int32(truncatingIfNeeded: dictionary.value(at: place))
        add(i, length, cost, &costs, &starts)
      }
      if !isWord { add(i, 1, unknownCost, &costs, &starts) }
      let isKatakana = isKatakana(text[i])
      if isKatakana, !isInKatakana {
        var length = 1
        while i + length < count, length < katakanaLimit, Self.isKatakana(text[i + length]) {
          length += 1
        }
        if length < katakanaLimit {
          let cost = katakanaCosts[length < katakanaCosts.count ? length : 0]
          add(i, length, cost, &costs, &starts)
        }
      }
      isInKatakana = isKatakana
    }
  }

  /// Notes a word, if the characters up to its end cost less with it.
  @inline(__always)
  private static func add(
    _ start: Int, _ length: Int, _ cost: Int32, _ costs: inout MutableSpan<Int32>,
    _ starts: inout MutableSpan<Int32>
  ) {
    let sum = costs[start] &+ cost
    guard sum < costs[start + length] else { return }
    costs[start + length] = sum
    starts[start + length] = Int32(truncatingIfNeeded: start)
  }
}
