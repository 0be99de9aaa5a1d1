// SPDX-License-Identifier: GPL-2.0-or-later

extension ExpressionGraph {
  /// Runs `body` with a new graph that lives until `body` has returned.
  ///
  /// No value of the graph may leave `body`, unless it is a known number.
  public static func with<Result>(
    _ body: (ExpressionGraph) throws -> Result
  ) rethrows -> Result {
    let graph = ExpressionGraph()
    defer { withExtendedLifetime(graph) {} }
    return try body(graph)
  }

  /// The unknown truth value called `name`.
  public func bit(_ name: String) -> Symbolic.Bit {
    SymbolicBit(variable(name, width: 1), of: self)
  }

  /// The unknown of 8 bits called `name`.
  public func byte(_ name: String) -> Symbolic.Byte { vector(name) }

  /// The unknown of 32 bits called `name`.
  public func half(_ name: String) -> Symbolic.Half { vector(name) }

  /// The unknown of 64 bits called `name`.
  public func word(_ name: String) -> Symbolic.Word { vector(name) }

  /// The unknown of `width` bits called `name`, with zeros above.
  ///
  /// - Parameter width: 2 to 64.
  public func word(_ name: String, width: Int) -> Symbolic.Word {
    SymbolicVector(zeroExtend(variable(name, width: width), to: 64), of: self)
  }

  /// The unknown of `width` bits called `name`, with zeros above.
  ///
  /// - Parameter width: 2 to 8.
  public func byte(_ name: String, width: Int) -> Symbolic.Byte {
    SymbolicVector(zeroExtend(variable(name, width: width), to: 8), of: self)
  }

  private func vector<let bits: Int>(_ name: String) -> SymbolicVector<bits> {
    SymbolicVector(variable(name, width: bits), of: self)
  }
}

extension Evaluation {
  /// The truth value that `bit` has.
  ///
  /// - Throws: ``EvaluationError`` as ``value(of:)`` of a node does.
  public mutating func value(of bit: Symbolic.Bit) throws(EvaluationError) -> Bool {
    if let known = bit.constant { return known }
    return try value(of: bit.node(in: graph)) == 1
  }

  /// The number that `vector` is, below 2^bits.
  ///
  /// - Throws: ``EvaluationError`` as ``value(of:)`` of a node does.
  public mutating func value<let bits: Int>(
    of vector: SymbolicVector<bits>
  ) throws(EvaluationError) -> UInt64 {
    if let known = vector.constant { return known }
    return try value(of: vector.node(in: graph))
  }
}
