// SPDX-License-Identifier: GPL-2.0-or-later

/// The name of a node within its ``ExpressionGraph``: its place in the order of creation.
///
/// The operands of a node were made before it and so have lesser names.
public struct NodeID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Below ``ExpressionGraph/count``.
  public let index: UInt32

  @inlinable
  public init(index: UInt32) { self.index = index }

  @inlinable
  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// One node of an ``ExpressionGraph``, in 16 bytes.
public struct Node: Sendable, BitwiseCopyable {
  public let operation: Operation
  @usableFromInline let width8: UInt8
  @usableFromInline let lowBit16: UInt16
  /// The first operand; 0 where there is none.
  public let first: NodeID
  /// A constant's number, a variable's index, or the second and third operands.
  @usableFromInline let tail: UInt64

  @inline(__always)
  private init(_ operation: Operation, _ width: Int, low: Int, _ first: NodeID, tail: UInt64) {
    self.operation = operation
    width8 = UInt8(truncatingIfNeeded: width)
    lowBit16 = UInt16(truncatingIfNeeded: low)
    self.first = first
    self.tail = tail
  }

  /// A leaf: `tail` is a constant's number, or the index of a variable.
  @inline(__always)
  init(leaf operation: Operation, width: Int, tail: UInt64) {
    self.init(operation, width, low: 0, NodeID(index: 0), tail: tail)
  }

  @inline(__always)
  init(_ operation: Operation, width: Int, _ first: NodeID, low: Int = 0) {
    self.init(operation, width, low: low, first, tail: 0)
  }

  @inline(__always)
  init(_ operation: Operation, width: Int, _ first: NodeID, _ second: NodeID) {
    self.init(operation, width, low: 0, first, tail: UInt64(second.index))
  }

  @inline(__always)
  init(select condition: NodeID, width: Int, _ second: NodeID, _ third: NodeID) {
    let tail = UInt64(second.index) | UInt64(third.index) << 32
    self.init(.select, width, low: 0, condition, tail: tail)
  }

  /// 1 to 64 bits.
  @inlinable
  public var width: Int { Int(width8) }

  /// Of a node that is an ``Operation/extract``: the lowest bit taken, 0 to 63.
  @inlinable
  public var lowBit: Int { Int(lowBit16) }

  /// The second operand. Only for operations that have one.
  @inlinable
  public var second: NodeID { NodeID(index: UInt32(truncatingIfNeeded: tail)) }

  /// The third operand. Only for operations that have one.
  @inlinable
  public var third: NodeID { NodeID(index: UInt32(truncatingIfNeeded: tail >> 32)) }

  /// The number that a constant is, below 2^width; nil for every other operation.
  @inlinable
  public var value: UInt64? { operation == .constant ? tail : nil }

  /// Calls `body` with each operand, the first one first.
  @inlinable @inline(__always)
  public func forEachOperand(_ body: (NodeID) -> Void) {
    let count = operation.operandCount
    if count > 0 { body(first) }
    if count > 1 { body(second) }
    if count > 2 { body(third) }
  }

  /// All that `tail` does not hold, as one number.
  @inline(__always)
  var head: UInt64 {
    UInt64(operation.rawValue) | UInt64(width8) << 8 | UInt64(lowBit16) << 16
      | UInt64(first.index) << 32
  }
}
