// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// Dates: the forms that are read, those that are not, the calendar itself, and dates in names.

import BriefArchive
import Testing

@Suite struct CalendarDateTests {
  @Test(
    arguments: [
      ("2024", "2024"), ("2024-03", "2024-03"), ("2024-03-01", "2024-03-01"),
      ("20240301", "2024-03-01"),
      ("202403", "2024-03"), ("2024/3/1", "2024-03-01"), ("2024.03.01", "2024-03-01"),
      ("2024-03-01T09:30:15Z", "2024-03-01T09:30:15Z"),
      ("2024-03-01 09:30", "2024-03-01T09:30:00Z"),
      ("2024-03-01T09:30:15.250+08:00", "2024-03-01T01:30:15Z"),
      ("2024-03-01T23:30:00-0130", "2024-03-02T01:00:00Z"),
      ("20240301T093015Z", "2024-03-01T09:30:15Z"),
      ("20240301093015", "2024-03-01T09:30:15Z"),
      ("Fri, 01 Mar 2024 09:30:00 GMT", "2024-03-01T09:30:00Z"),
      ("1 Mar 24 09:30 EST", "2024-03-01T14:30:00Z"),
      ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"),
      ("March 3, 2024", "2024-03-03"), ("3 March 2024", "2024-03-03"),
      ("Mar. 3, 2024", "2024-03-03"),
      ("Monday, March 3rd, 2024", "2024-03-03"), ("1. März 2024", "2024-03-01"),
      ("1 de marzo de 2024", "2024-03-01"), ("1er mars 2024", "2024-03-01"),
      ("March 2024", "2024-03"),
      ("2024年3月1日", "2024-03-01"), ("2024年3月", "2024-03"), ("2024년 3월 1일", "2024-03-01"),
      ("2024年3月1日 09:30", "2024-03-01T09:30:00Z"), ("0001-01-01", "0001-01-01"),
      ("9999-12-31T23:59:60Z", nil), ("2024-02-29", "2024-02-29"), ("2023-02-29", nil),
      ("1900-02-29", nil), ("2000-02-29", "2000-02-29"), ("2024-13-01", nil), ("2024-00-10", nil),
      ("0000-01-01", nil), ("10000-01-01", nil), ("2024-03-01T24:00", nil), ("2024-03-01T", nil),
      ("99999999999999999999", nil), ("", nil), ("-", nil), ("soon", nil), ("12", nil),
      ("2024-03-01 and more", nil), ("March", nil), ("2024-3-1-1", nil), ("٢٠٢٤-٠٣-٠١", nil),
    ] as [(String, String?)]) func `a date is read as far as it says`(
      text: String, expected: String?
    )
  {
    #expect(CalendarDate(parsing: text)?.description == expected)
  }

  @Test func `times without a zone take the one given`() {
    #expect(
      CalendarDate(parsing: "2024-03-01 09:30", zone: 8 * 3600)?.description
        == "2024-03-01T01:30:00Z")
  }

  @Test func `every day of the calendar comes back`() throws {
    var expected: Int64 = -62_135_596_800
    for year in 1...9999 {
      for month in 1...12
      where year % 97 == 0 || year < 5 || (1890...2110).contains(year) || year > 9995 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          #expect(date.components == (year, month, day))
          if year < 5 {
            #expect(date.secondsSince1970 == expected)
            expected += 86_400
          }
        }
      }
    }
    #expect(CalendarDate(year: 2000, month: 3, day: 1)?.secondsSince1970 == 951_868_800)
    #expect(CalendarDate(secondsSince1970: .max) == nil)
    #expect(CalendarDate(secondsSince1970: .min) == nil)
  }

  @Test(
    arguments: [
      ("1709285415", "2024-03-01T09:30:15Z"), ("1709285415000", "2024-03-01T09:30:15Z"),
      ("20240301", "2024-03-01"), ("2024", "2024"), ("17", nil), ("1e300", nil),
    ] as [(String, String?)]) func `a number in a record may be a date`(
      number: String, expected: String?
    ) throws
  {
    let document = try reading("a.jsonl", #"{"title": "T", "date": \#(number)}"#).only()
    #expect(document.date?.description == expected)
  }

  @Test(
    arguments: [
      ("2024-03-01-title.txt", "2024-03-01", DateOrigin.fileName),
      ("brief_20240301.txt", "2024-03-01", .fileName),
      ("2024年3月1日.txt", "2024-03-01", .fileName), ("2024_03_01 x.txt", "2024-03-01", .fileName),
      ("2024-03.txt", "2024-03", .fileName), ("2024/03/01/a.txt", "2024-03-01", .folderName),
      ("2024/03/a.txt", "2024-03", .folderName), ("2024/a.txt", "2024", .folderName),
      ("2024-03-01/x/a.txt", "2024-03-01", .folderName), ("2024/13/a.txt", "2024", .folderName),
      ("2024/2023-01-02.txt", "2023-01-02", .fileName), ("0099/00010203.txt", nil, .fileTime),
      ("2024-13-45.txt", nil, .fileTime), ("000_e1e24ac241add993.txt", nil, .fileTime),
    ] as [(String, String?, DateOrigin)])
  func `names give dates, the file before the folder`(
    path: String, date: String?, origin: DateOrigin
  ) throws {
    let document = try TemporaryArchive(texts: [path: "Title"]).read().only()
    #expect(document.dateFrom == origin)
    if let date { #expect(document.date?.description == date) }
  }

  @Test(arguments: ["brief-20240301093015.txt", "20240301093015/a.txt"])
  func `a moment in a name takes the zone given`(path: String) throws {
    var options = ImportOptions()
    options.dateZone = 8 * 3600
    let document = try TemporaryArchive(texts: [path: "Title"]).read(nil, options).only()
    #expect(document.date?.description == "2024-03-01T01:30:15Z")
  }

  @Test func `an invalid date gives way to the next origin`() throws {
    let text = "---\ndate: 2024-02-30\n---\nTitle"
    let document = try TemporaryArchive(texts: ["2023-01-02.txt": text]).read().only()
    #expect(document.date?.description == "2023-01-02")
    #expect(document.extra == [.init(name: "date", value: "2024-02-30")])
  }
}
