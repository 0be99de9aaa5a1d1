// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// An operator of the graph on two nodes of one width, beside arithmetic that shares nothing with it.
struct BinaryOperator: Sendable {
  let name: String
  let build: @Sendable (ExpressionGraph, NodeID, NodeID) -> NodeID
  /// The result, from the operands and 2^width.
  let meaning: @Sendable (Int, Int, Int) -> Int

  /// Whether the result has 1 bit whatever the width.
  var isPredicate: Bool { name == "equal" || name == "lessThan" }

  static let all: [BinaryOperator] = [
    .init(name: "and", build: { $0.and($1, $2) }, meaning: { a, b, _ in a & b }),
    .init(name: "or", build: { $0.or($1, $2) }, meaning: { a, b, _ in a | b }),
    .init(name: "xor", build: { $0.xor($1, $2) }, meaning: { a, b, _ in a ^ b }),
    .init(name: "add", build: { $0.add($1, $2) }, meaning: { a, b, size in (a + b) % size }),
    .init(
      name: "subtract", build: { $0.subtract($1, $2) },
      meaning: { a, b, size in (a - b + size) % size }),
    .init(
      name: "shiftLeft", build: { $0.shiftLeft($1, $2) },
      meaning: { a, b, size in (a << b) % size }),
    .init(name: "shiftRight", build: { $0.shiftRight($1, $2) }, meaning: { a, b, _ in a >> b }),
    .init(name: "equal", build: { $0.equal($1, $2) }, meaning: { a, b, _ in a == b ? 1 : 0 }),
    .init(name: "lessThan", build: { $0.lessThan($1, $2) }, meaning: { a, b, _ in a < b ? 1 : 0 }),
  ]
}
