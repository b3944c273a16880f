// Brief: full-text search in Swift. Apache-2.0; see LICENSE.

// What the tests of this target share: how much they try.

import BriefTestSupport
import Testing

@Suite struct EffortTests {
  @Test func `a soak tries more than a quick run`() {
    #expect(Effort.rounds(3, soak: 500) == (Effort.soakSeconds == nil ? 3 : 500))
  }
}
