// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Languages as archives write them, brought to the primary subtag of BCP 47, which is the
// shortest code of ISO 639 there is: `eng` is `en`, so that whoever asks for `en` finds it.
//
// The analysis has a table of its own (BriefText), for tags from anybody: it chooses stemmers,
// where `nb` is `no`, and a change of it changes tokens. This one says what is kept and shown.

package enum WrittenLanguage {
  /// `en` for `en-US`, `EN_gb`, `eng` or `english`; `nil` if it is no language.
  package static func code(_ text: String) -> String? {
    let subtag = Paragraphs.line(text).lowercased().prefix { $0 != "-" && $0 != "_" }
    if let code = names[String(subtag)] ?? shortest[String(subtag)] { return code }
    guard (2...3).contains(subtag.utf8.count),
      subtag.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      subtag != "und"
    else { return nil }
    return String(subtag)
  }

  private static let names = [
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "portuguese": "pt", "russian": "ru",
    "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko",
    "thai": "th", "arabic": "ar", "turkish": "tr", "greek": "el", "hindi": "hi",
  ]

  /// By the other codes of a language, its shortest.
  private static let shortest: [String: String] = {
    var shortest: [String: String] = [:]
    for row in codes.split(separator: ",") {
      let codes = row.split(whereSeparator: \.isWhitespace).map(String.init)
      for code in codes.dropFirst() { shortest[code] = codes[0] }
    }
    return shortest
  }()

  /// The languages of ISO 639-1, each with its codes of three letters and those withdrawn.
  private static let codes = """
    aa aar, ab abk, ae ave, af afr, ak aka, am amh, an arg, ar ara, as asm, av ava, ay aym,
    az aze, ba bak, be bel, bg bul, bi bis, bm bam, bn ben, bo bod tib, br bre, bs bos,
    ca cat, ce che, ch cha, co cos, cr cre, cs ces cze, cu chu, cv chv, cy cym wel, da dan,
    de deu ger, dv div, dz dzo, ee ewe, el ell gre, en eng, eo epo, es spa, et est,
    eu baq eus, fa fas per, ff ful, fi fin, fj fij, fo fao, fr fra fre, fy fry, ga gle,
    gd gla, gl glg, gn grn, gu guj, gv glv, ha hau, he heb iw, hi hin, ho hmo, hr hrv scr,
    ht hat, hu hun, hy arm hye, hz her, ia ina, id ind in, ie ile, ig ibo, ii iii, ik ipk,
    io ido, is ice isl, it ita, iu iku, ja jpn, jv jav jaw jw, ka geo kat, kg kon, ki kik,
    kj kua, kk kaz, kl kal, km khm, kn kan, ko kor, kr kau, ks kas, ku kur, kv kom, kw cor,
    ky kir, la lat, lb ltz, lg lug, li lim, ln lin, lo lao, lt lit, lu lub, lv lav, mg mlg,
    mh mah, mi mao mri, mk mac mkd, ml mal, mn mon, mr mar, ms may msa, mt mlt, my bur mya,
    na nau, nb nob, nd nde, ne nep, ng ndo, nl dut nld, nn nno, no nor, nr nbl, nv nav,
    ny nya, oc oci, oj oji, om orm, or ori, os oss, pa pan, pi pli, pl pol, ps pus, pt por,
    qu que, rm roh, rn run, ro mol ron rum mo, ru rus, rw kin, sa san, sc srd, sd snd,
    se sme, sg sag, si sin, sk slk slo, sl slv, sm smo, sn sna, so som, sq alb sqi,
    sr scc srp, ss ssw, st sot, su sun, sv swe, sw swa, ta tam, te tel, tg tgk, th tha,
    ti tir, tk tuk, tl tgl, tn tsn, to ton, tr tur, ts tso, tt tat, tw twi, ty tah, ug uig,
    uk ukr, ur urd, uz uzb, ve ven, vi vie, vo vol, wa wln, wo wol, xh xho, yi yid ji,
    yo yor, za zha, zh chi zho, zu zul
    """
}
