// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// How many letters of each script a text has, and which of the letters that only some of a
// script's languages use.

struct ScriptCounts {
  private var counts: [Script: Int] = [:]
  private var letters: [UInt32: Int] = [:]

  init(_ text: Span<UInt8>) {
    var latin = 0
    var i = 0
    while i < text.count {
      if i + 8 <= text.count, let count = ByteLanes(text.eightBytes(at: i)).letterCountIfASCII {
        latin += count
        i += 8
        continue
      }
      let (scalar, length) = UTF8Decoder.scalar(in: text, at: i)
      i += length
      if scalar < 0x80 {
        if (scalar | 0x20) &- 0x61 < 26 { latin += 1 }
        continue
      }
      letters[scalar, default: 0] += 1
    }
    counts[.latin] = latin
    for (scalar, count) in letters {
      let script = Script(of: scalar)
      if script != .common, script != .other { counts[script, default: 0] += count }
    }
  }

  private func count(_ script: Script) -> Int { counts[script] ?? 0 }

  private func count(_ characters: String) -> Int {
    characters.unicodeScalars.reduce(0) { $0 + (letters[$1.value] ?? 0) }
  }

  /// The script that says most. A character of Han, Kana or Hangul says more than a letter.
  var dominant: Script? {
    let kana = count(.hiragana) + count(.katakana)
    var weights = counts.filter { $0.key != .hiragana && $0.key != .katakana }
    weights[.han] = (count(.han) + kana) * 3
    weights[.hangul] = count(.hangul) * 2
    // Equal weights are settled by name, so that the answer is always the same.
    let best = weights.filter { $0.value > 0 }
      .max { ($0.value, "\($0.key)") < ($1.value, "\($1.key)") }
    return best?.key
  }

  /// Japanese has Kana in every sentence, Chinese at most in a name.
  var hanLanguage: String {
    let kana = count(.hiragana) + count(.katakana)
    return kana * 20 > kana + count(.han) ? "ja" : "zh"
  }

  var cyrillicLanguage: String {
    if count("ђћџјљњЂЋЏЈЉЊ") > 0 { return count("ѓќѕЃЌЅ") > 0 ? "mk" : "sr" }
    if count("ѓќѕЃЌЅ") > 0 { return "mk" }
    if count("ўЎ") > 0 { return "be" }
    let russian = count("ыэёъЫЭЁЪ")
    if count("їєґЇЄҐ") > 0 || count("іІ") > russian {
      return count("әңғқөұүһ") > 0 ? "kk" : "uk"
    }
    if count("әңғқұһ") > 0 { return "kk" }
    // Bulgarian has ъ as a vowel, everywhere, and no ы and э.
    return count("ъЪ") > 0 && count("ыэЫЭ") == 0 ? "bg" : "ru"
  }

  var arabicLanguage: String {
    if count("ٹڈڑںےہ") > 0 { return "ur" }
    return count("پچژگکی") > 0 ? "fa" : "ar"
  }
}
