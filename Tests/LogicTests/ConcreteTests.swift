// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@Suite struct ConcreteTests {
  @Test func shiftsBeyondTheWidthGiveZero() {
    #expect(UInt8(1).shiftedLeft(8) == 0)
    #expect(UInt64.max.shiftedRight(64) == 0)
    #expect(UInt64.max.shiftedRight(63) == 1)
  }

  @Test func membershipBeyondSixtyThreeIsFalse() {
    #expect(UInt8(63).isMember(of: 1 << 63))
    #expect(!UInt8(64).isMember(of: .max))
    #expect(!UInt8(255).isMember(of: .max))
  }
}
