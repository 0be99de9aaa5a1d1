// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Where the variables of a state are kept.
///
/// The steps of all actors are written once, over any storage: run on a ``PackedState`` they are the
/// exploration, run on a ``WideState`` of unknowns they are formulas.
public protocol StateStorage: Mergeable {
  /// The value of a variable, as a word of the domain.
  subscript(variable: Variable) -> Domain.Word { get set }

  /// Whether the counters of this storage have no end. Where they have one, a step that would pass
  /// it says so (``Property/bounds``), and nothing is claimed of what lies behind.
  static var isUnbounded: Bool { get }
}

extension StateStorage {
  public typealias Bit = Domain.Bit
  public typealias Word = Domain.Word

  /// Whether a variable has this value.
  @inlinable @inline(__always)
  public func has(_ variable: Variable, _ value: UInt64) -> Bit {
    self[variable] .== Word(constant: value)
  }

  /// Whether a variable of one bit is set.
  @inlinable @inline(__always)
  public func isSet(_ variable: Variable) -> Bit { self[variable] .!= Word(constant: 0) }

  @inlinable @inline(__always)
  public mutating func set(_ variable: Variable, _ value: UInt64) {
    self[variable] = Word(constant: value)
  }

  /// Sets a variable where a condition holds.
  @inlinable @inline(__always)
  public mutating func set(_ variable: Variable, _ value: Word, if condition: Bit) {
    self[variable] = Word.select(condition, value, self[variable])
  }

  @inlinable @inline(__always)
  public mutating func set(_ variable: Variable, _ value: UInt64, if condition: Bit) {
    set(variable, Word(constant: value), if: condition)
  }

  /// Adds to a variable, modulo its width where the storage has one.
  @inlinable @inline(__always)
  public mutating func add(_ variable: Variable, _ amount: UInt64, if condition: Bit = true) {
    set(variable, self[variable] &+ Word(constant: amount), if: condition)
  }

  @inlinable @inline(__always)
  public mutating func subtract(_ variable: Variable, _ amount: UInt64, if condition: Bit = true) {
    set(variable, self[variable] &- Word(constant: amount), if: condition)
  }
}
