// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

import BriefText
import Testing

struct LanguageDetectorTests {
  @Test(arguments: [
    ("Plain words", "en"), ("", "en"), ("12 — 34", "en"), ("Größe", "en"),
    ("Новости экономики", "ru"), ("Новини з Києва, її", "uk"), ("Навіны ў Мінску", "be"),
    ("Вести из Ђакова", "sr"), ("Вести од Скопје и Ѓорче", "mk"), ("Пазарът в България", "bg"),
    ("Қазақстан жаңалықтары", "kk"), ("Ειδήσεις", "el"), ("الأخبار العربية", "ar"),
    ("اخبار ایران و کشور", "fa"), ("خبریں ہیں", "ur"), ("חדשות", "he"), ("समाचार", "hi"),
    ("செய்திகள்", "ta"), ("ข่าว", "th"), ("ຂ່າວ", "lo"), ("ព័ត៌មាន", "km"), ("သတင်း", "my"),
    ("中国新闻", "zh"), ("日本のニュース", "ja"), ("カタカナ", "ja"), ("한국 뉴스", "ko"),
    ("AI芯片市场 by Example", "zh"), ("Լուրեր", "hy"), ("ახალი", "ka"),
  ]) func `a language shows in its script`(text: String, expected: String) {
    #expect(LanguageDetector.language(of: text, latinDefault: "en") == expected)
  }

  @Test func `the default is for Latin letters`() {
    #expect(LanguageDetector.language(of: "Nachrichten", latinDefault: "de") == "de")
  }
}
