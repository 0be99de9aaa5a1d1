// SPDX-License-Identifier: GPL-2.0-or-later

/// The statements between two braces. In a statement expression, `value` is the last one's.
struct Block {
  var statements: [Statement] = []
  var value: Expression?
}

indirect enum Statement {
  case expression(Expression)
  /// A local variable begins its life. Without stores its value is not known; with them, cells that
  /// none of them names are 0.
  case declare(Int, [Store]?, Position)
  case block(Block)
  case conditional(Expression, Statement, Statement?)
  case `while`(Expression, Statement)
  case doWhile(Statement, Expression)
  case `for`(Statement?, Expression?, Expression?, Statement)
  case `switch`(Expression, Statement)
  /// From the first to the last value, in the type of what is switched over.
  case labeledCase(UInt64, UInt64, Statement, Position)
  case labeledDefault(Statement, Position)
  case label(String, Statement)
  case goto(String, Position)
  case `break`(Position)
  case `continue`(Position)
  case `return`(Expression?, Position)
}

/// A variable of one function, whatever block it is declared in.
struct Local {
  let name: String
  let type: CType
  let isParameter: Bool
  /// Its address is taken, or it is no scalar: it is an object in memory.
  var isObject: Bool
}

/// A function with a body.
struct ParsedFunction {
  let name: String
  let callable: Int
  let signature: Signature
  /// Index of the local of each parameter.
  let parameters: [Int]
  let locals: [Local]
  let body: Block
  /// Whether a `goto` may jump over declarations.
  let hasJumps: Bool
  let position: Position
}

/// An object that lives as long as the program.
struct Global {
  let name: String
  var type: CType
  let position: Position
  /// Values of cells; the others are 0 where there is a definition, and unknown where there is none.
  var cells: [Int: UInt64] = [:]
  var isDefined: Bool
}

/// A function that the text names.
struct ParsedCallable {
  let name: String
  /// Nil where it was never declared.
  var signature: Signature?
  var hasBody = false
  /// Why its body cannot be run.
  var refusal: Refusal?
}
