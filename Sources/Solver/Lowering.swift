// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Logic

/// Nodes of an expression graph as terms of Z3: truth values where they have 1 bit, else vectors.
///
/// What is computed is a name to Z3, with a definition that is asserted beside the query. Z3 puts
/// the definitions in for the names again, and simplifies each as it does: large queries take two
/// thirds of the time that they take as one term.
struct Lowering {
  struct Variable {
    var name: String
    var term: Z3_ast
  }

  let graph: ExpressionGraph
  let session: Session
  /// By the index of the node; nil where it is not of the cone.
  private var terms: [Z3_ast?]
  /// By width; nil where there was none yet.
  private var sorts = [Z3_sort?](repeating: nil, count: 65)
  /// The unknowns of the cone, in ascending order of their nodes.
  private(set) var variables: [Variable] = []
  /// What must be asserted beside any term of the cone.
  private(set) var definitions: [Z3_ast] = []

  /// Makes the terms of `cone`, which ascends and has with each node its operands.
  ///
  /// - Throws: ``SolverError`` where Z3 refuses a term, or has no memory for it.
  init(
    of cone: [NodeID], in graph: ExpressionGraph, into session: Session
  ) throws(SolverError) {
    self.graph = graph
    self.session = session
    terms = Array(repeating: nil, count: cone.last.map { Int($0.index) + 1 } ?? 0)
    for id in cone {
      let term = try make(id)
      let isComputed = ![.constant, .variable, .not].contains(graph[id].operation)
      terms[Int(id.index)] = isComputed ? try named(term, width: graph[id].width) : term
    }
  }

  var context: Z3_context { session.context }

  /// The term of a node of the cone.
  func term(_ id: NodeID) throws(SolverError) -> Z3_ast {
    guard let term = terms[Int(id.index)] else {
      throw SolverError(message: "node \(id.index) is used before it is lowered")
    }
    return term
  }

  /// Vectors of `width` bits; truth values where that is 1.
  mutating func sort(_ width: Int) throws(SolverError) -> Z3_sort {
    if let sort = sorts[width] { return sort }
    let sort = try session.valid(
      width == 1 ? Z3_mk_bool_sort(context) : Z3_mk_bv_sort(context, UInt32(width)))
    _ = try session.keep(Z3_sort_to_ast(context, sort))
    sorts[width] = sort
    return sort
  }

  /// The number `value`, below 2^width.
  mutating func number(_ value: UInt64, width: Int) throws(SolverError) -> Z3_ast {
    if width == 1 {
      return try session.keep(value == 1 ? Z3_mk_true(context) : Z3_mk_false(context))
    }
    return try session.keep(Z3_mk_unsigned_int64(context, value, try sort(width)))
  }

  /// An unknown.
  mutating func unknown(_ id: NodeID, _ node: Node) throws(SolverError) -> Z3_ast {
    let term = try symbol(width: node.width)
    variables.append(Variable(name: graph.name(of: id), term: term))
    return term
  }

  /// A name for a term, which is defined to be it.
  private mutating func named(_ term: Z3_ast, width: Int) throws(SolverError) -> Z3_ast {
    let name = try symbol(width: width)
    definitions.append(try session.keep(Z3_mk_eq(context, name, term)))
    return name
  }

  /// A new symbol. Z3 knows it by its number: names stay in Z3's memory for as long as the process
  /// lives.
  private mutating func symbol(width: Int) throws(SolverError) -> Z3_ast {
    let number = Int32(variables.count + definitions.count)
    let sort = try sort(width)
    return try session.keep(Z3_mk_const(context, Z3_mk_int_symbol(context, number), sort))
  }
}
