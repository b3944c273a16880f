// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// The calendar, compared with one that counts every day from the first.

import Brief
import Testing

@Suite struct TimestampTests {
  @Test func `every day of years 1 to 9999 follows the one before and comes back`() throws {
    // 0001-01-01 is 719162 days before 1970-01-01 in the proleptic Gregorian calendar.
    var days = -719_162
    for year in 1...9999 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for month in 1...12 {
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        // All days of some years and the ends of every month: the others lie between.
        let sampled = year % 97 == 0 ? Array(1...length) : [1, 28, length]
        for day in sampled {
          let moment = Timestamp(year: year, month: month, day: day)
          let found = Timestamp(seconds: Int64(days + day - 1) * 86_400)
          guard moment == found, found.day == (year, month, day) else {
            Issue.record("\(year)-\(month)-\(day): \(String(describing: moment)), \(found)")
            return
          }
        }
        guard Timestamp(year: year, month: month, day: length + 1) == nil,
          Timestamp.daysIn(month: month, year: year) == length
        else {
          Issue.record("\(year)-\(month) has \(length) days")
          return
        }
        days += length
      }
    }
    #expect(days == 2_932_897)  // 10000-01-01
  }

  @Test(arguments: [
    (1900, false), (2000, true), (2023, false), (2024, true), (2100, false), (2400, true),
    (4, true),
  ]) func `leap years have a 29th of February`(year: Int, isLeap: Bool) {
    #expect((Timestamp(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(arguments: [
    (0, 1, 1, 0, 0, 0), (10_000, 1, 1, 0, 0, 0), (2024, 0, 1, 0, 0, 0), (2024, 13, 1, 0, 0, 0),
    (2024, 1, 0, 0, 0, 0), (2024, 4, 31, 0, 0, 0), (2024, 1, 1, 24, 0, 0), (2024, 1, 1, 0, 60, 0),
    (2024, 1, 1, 0, 0, 61), (2024, 1, 1, -1, 0, 0), (2024, 1, 1, 0, -1, 0), (2024, 1, 1, 0, 0, -1),
    (Int.max, 1, 1, 0, 0, 0), (2024, Int.min, 1, 0, 0, 0),
  ]) func `there is no such moment`(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
  ) {
    #expect(
      Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31T23:59:59Z"), (86_400, "1970-01-02"),
      (951_782_400, "2000-02-29"), (1_709_296_200, "2024-03-01T12:30:00Z"),
      (-62_135_596_800, "0001-01-01"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Int64, String)]) func `moments are written as ISO 8601`(seconds: Int64, text: String)
  {
    #expect(Timestamp(seconds: seconds).description == text)
  }

  @Test(arguments: [Int64.min, Int64.min + 1, Int64.max]) func `any number of seconds is written`(
    seconds: Int64
  ) {
    #expect(!Timestamp(seconds: seconds).description.isEmpty)
  }

  @Test func `a leap second counts as the next`() {
    #expect(
      Timestamp(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)
        == Timestamp(year: 2017, month: 1, day: 1))
  }
}
