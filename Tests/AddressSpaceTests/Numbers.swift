// SPDX-License-Identifier: GPL-2.0-or-later

/// The same numbers in each run: a linear congruential generator, of which the high half is used.
struct Numbers {
  var state: UInt64

  /// 0 or more, and less than `bound`.
  mutating func below(_ bound: Int) -> Int {
    state = (state ^ 0x9e37_79b9) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
