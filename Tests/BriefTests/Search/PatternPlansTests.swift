// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// A plan that was made is found again, whether it is among the few that are compared or the many that are hashed.

@testable import Brief
import Testing

@Suite struct PatternPlansTests {
  private static func key(_ number: Int, boost: Float = 1) -> PatternPlans.Key {
    PatternPlans.Key(node: .prefix("p\(number)", field: nil), boost: boost)
  }

  @Test(arguments: [1, 8, 9, 40])
  func `every plan is found by its own key, and none by another`(count: Int) {
    var plans = PatternPlans()
    for number in 0..<count {
      #expect(plans[Self.key(number)] == nil)
      plans.add(.range(0...0, field: number), for: Self.key(number))
    }
    for number in 0..<count {
      guard case .range(_, let field) = plans[Self.key(number)] else {
        Issue.record("no plan \(number) of \(count)")
        continue
      }
      #expect(field == number)
      #expect(plans[Self.key(number, boost: 2)] == nil)
    }
  }
}
