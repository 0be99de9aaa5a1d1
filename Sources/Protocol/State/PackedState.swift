// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A state as four words: 32 bytes, which are compared and hashed as they are.
public struct PackedState: StateStorage, Hashable, Sendable {
  public typealias Domain = Concrete

  public var first: UInt64 = 0
  public var second: UInt64 = 0
  public var third: UInt64 = 0
  public var fourth: UInt64 = 0

  @inlinable @inline(__always)
  public init() {}

  @inlinable @inline(__always)
  public static var isUnbounded: Bool { false }

  @inlinable @inline(__always)
  public subscript(variable: Variable) -> UInt64 {
    get { (word(variable.word) &>> UInt64(variable.shift)) & variable.mask }
    set {
      let shift = UInt64(variable.shift)
      let cleared = word(variable.word) & ~(variable.mask &<< shift)
      let filled = cleared | ((newValue & variable.mask) &<< shift)
      switch variable.word {
      case 0: first = filled
      case 1: second = filled
      case 2: third = filled
      default: fourth = filled
      }
    }
  }

  @inlinable @inline(__always)
  func word(_ index: UInt8) -> UInt64 {
    switch index {
    case 0: first
    case 1: second
    case 2: third
    default: fourth
    }
  }

  @inlinable
  public mutating func merge(_ condition: Bool, else other: PackedState) {
    if !condition { self = other }
  }

  /// A hash that depends on every bit; the same on every machine.
  @inlinable @inline(__always)
  var mixed: UInt64 {
    var hash = (first ^ (second &* 0x9e37_79b9_7f4a_7c15)) &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 32
    hash = (hash ^ third ^ (fourth &* 0xd6e8_feb8_6659_fd93)) &* 0x94d0_49bb_1331_11eb
    hash ^= hash >> 29
    hash = hash &* 0xd6e8_feb8_6659_fd93
    return hash ^ (hash >> 32)
  }
}
