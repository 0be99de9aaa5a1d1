// SPDX-License-Identifier: GPL-2.0-or-later

/// A function of a ``Program`` that can be called.
public struct FunctionID: Hashable, Sendable {
  let callable: Int

  /// The function as a value of C: what a member of a table of functions holds.
  public var pointer: UInt64 { Pointer.function(callable) }
}

extension Program {
  /// The functions that the text defines and that could be read, in the order of the text.
  public var functions: [String] { code.map(\.name) }

  /// The function called `name`, which the text defines; nil where it does not, or was dropped.
  public func function(_ name: String) -> FunctionID? {
    guard let index = callableOfName[name], callables[index].body != nil else { return nil }
    return FunctionID(callable: index)
  }

  /// What the function is called.
  public func name(of function: FunctionID) -> String { callables[function.callable].name }

  /// How many arguments the function takes.
  public func parameterCount(of function: FunctionID) -> Int {
    callables[function.callable].body.map { code[$0].parameters } ?? 0
  }

  /// Whether the function returns an `int`, and nothing longer.
  public func returnsInt(_ function: FunctionID) -> Bool {
    callables[function.callable].result == .int
  }

  /// How many arguments the function that `pointer` points to takes; nil where it points to none of
  /// the text's.
  public func parameterCount(at pointer: UInt64) -> Int? {
    Pointer.function(of: pointer).flatMap { index in
      callables.indices.contains(index)
        ? callables[index].body.map { code[$0].parameters } : nil
    }
  }

  /// The names that the text calls and does not define.
  public var externals: [String] {
    var called: Set<Int> = []
    for function in code {
      for instruction in function.code where instruction.opcode == .call {
        called.insert(Int(instruction.b))
      }
    }
    return called.sorted().map { callables[$0] }.filter { $0.body == nil && $0.refusal == nil }
      .map(\.name)
  }

  public func hasStruct(_ tag: String) -> Bool {
    structureOfTag[tag].map { types.structures[$0].isComplete } ?? false
  }

  public func hasField(_ name: String, in tag: String) -> Bool { offset(of: name, in: tag) != nil }

  public func hasMacro(_ name: String) -> Bool { preprocessor.macros[name] != nil }

  public func hasEnumerator(_ name: String) -> Bool { enumerators[name] != nil }

  /// The cell of a member of `struct tag`; nil where there is none.
  public func offset(of name: String, in tag: String) -> Int? {
    structureOfTag[tag].flatMap { types.member(name, of: $0) }?.cell
  }

  /// The number of cells of `struct tag`.
  public func cells(of tag: String) -> Int? {
    structureOfTag[tag].flatMap { types.cells(of: .structure($0)) }
  }

  /// The number of the object of static life called `name`.
  public func staticObject(_ name: String) -> Int? {
    statics.firstIndex { $0.name == name }
  }

  /// The bits that enumerators stand for whose names begin with `prefix` and who are one bit each.
  /// Names of places and of fields (`_SHIFT`, `_MASK`, `_FLAGS`) are none of these.
  public func flags(_ prefix: String) -> UInt64 {
    enumerators.reduce(0) { bits, enumerator in
      let isField = ["_SHIFT", "_MASK", "_FLAGS"].contains { enumerator.key.hasSuffix($0) }
      let isFlag = enumerator.key.hasPrefix(prefix) && !isField
      return isFlag && enumerator.value.nonzeroBitCount == 1 ? bits | enumerator.value : bits
    }
  }

  /// The value of an enumerator, or of a macro that stands for a constant, as 64 bits.
  public func constant(_ name: String) -> UInt64? {
    if let value = enumerators[name] { return value }
    guard preprocessor.macros[name] != nil else { return nil }
    let token = Token(kind: .identifier, text: name, position: .none)
    var preprocessor = preprocessor
    do throws(Refusal) {
      var parser = Parser(tokens: try preprocessor.expanded([token]), bounds: bounds)
      parser.types = types
      parser.scopes = [scope]
      let expression = try parser.conditional()
      return parser.index == parser.tokens.count ? expression.constant : nil
    } catch {
      return nil
    }
  }
}
