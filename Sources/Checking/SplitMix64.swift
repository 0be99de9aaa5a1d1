// SPDX-License-Identifier: GPL-2.0-or-later

/// A small, fast generator of pseudo-random numbers, the same on every machine.
///
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SplitMix64: Sendable {
  public var state: UInt64

  @inlinable @inline(__always)
  public init(seed: UInt64) { state = seed }

  @inlinable @inline(__always)
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in 0 ..< `bound`; `bound` is 1 to 2^32. The bias is below 2^-32.
  @inlinable @inline(__always)
  public mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// True in `percent` of 100 cases.
  @inlinable @inline(__always)
  public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
