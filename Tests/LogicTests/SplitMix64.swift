// SPDX-License-Identifier: GPL-2.0-or-later

/// A generator of random numbers whose sequence is fixed by its seed (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, which is above 0.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number of `width` bits, in half of the cases one at which operators change their behaviour.
  mutating func value(width: Int) -> UInt64 {
    let all = UInt64.max >> UInt64(64 - width)
    guard next() & 1 == 0 else { return next() & all }
    let edges = edgeValues(width: width)
    return edges[below(edges.count)]
  }
}

/// The numbers of `width` bits at which operators change their behaviour, ascending.
func edgeValues(width: Int) -> [UInt64] {
  let all = UInt64.max >> UInt64(64 - width)
  let half = all / 2
  let around: [UInt64] = [
    0, 1, 2, 3, UInt64(width) - 1, UInt64(width), UInt64(width) + 1, 63, 64, 65, half &- 1, half,
    half + 1, half &+ 2, all &- 1, all, 0x55aa_1234_8765_f00f & all,
  ]
  return Set(around.filter { $0 <= all }).sorted()
}
