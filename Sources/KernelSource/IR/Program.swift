// SPDX-License-Identifier: GPL-2.0-or-later

/// A text that has been read: its functions ready to run, and what is known of its declarations.
public final class Program: Sendable {
  /// A function that the text defines and that could not be read.
  public struct Dropped: Hashable, Sendable {
    public let name: String
    /// Where, and why.
    public let problem: Problem
  }

  /// A function that the text names.
  struct Callable: Sendable {
    let name: String
    /// Index of its body.
    let body: Int?
    let refusal: Problem?
    /// Nil where it was never declared.
    let parameterCount: Int?
    /// What it returns; nil likewise.
    let result: CType?
  }

  /// An object that lives as long as the program.
  struct StaticObject: Sendable {
    let name: String
    let sizes: [UInt8]
    let cells: [Int: UInt64]
    let cellNames: [String]
    /// Whether cells without a value of their own are 0; else they have none.
    let isDefined: Bool
  }

  /// In the order of the text.
  public let dropped: [Dropped]
  /// What else could not be read: declarations that are no functions with a body.
  public let problems: [Problem]
  /// The `CONFIG_` symbols that the text and its own header mention.
  public let configurationSymbols: Set<String>

  let code: [Function]
  /// Places where the blocks of all functions are counted.
  let slots: Int
  let callables: [Callable]
  let callableOfName: [String: Int]
  let statics: [StaticObject]
  let files: [String]
  let types: TypeTable
  let structureOfTag: [String: Int]
  let enumerators: [String: UInt64]
  let preprocessor: Preprocessor
  let scope: Parser.Scope
  let bounds: Bounds

  init(_ parser: Parser, _ preprocessor: Preprocessor) {
    var code: [Function] = []
    var bodyOfCallable: [Int: Int] = [:]
    var refusals: [Int: Refusal] = [:]
    var base = 0
    var slots = 0
    for function in parser.functions {
      var lowering = Lowering(function, parser.types)
      do throws(Refusal) {
        let draft = try lowering.lower()
        bodyOfCallable[function.callable] = code.count
        code.append(
          Function(
            draft, name: function.name, parameters: function.parameters.count,
            objects: lowering.objects, base: base, firstSlot: slots,
            position: function.position, names: lowering.names))
        base += draft.code.count
        slots += draft.slots
      } catch {
        refusals[function.callable] = error
      }
    }
    let files = preprocessor.files
    func problem(_ refusal: Refusal) -> Problem {
      Problem(location: Location(refusal.position, files), text: refusal.text)
    }
    callables = parser.callables.enumerated().map { index, callable in
      Callable(
        name: callable.name, body: bodyOfCallable[index],
        refusal: (callable.refusal ?? refusals[index]).map(problem),
        parameterCount: callable.signature?.parameters?.count, result: callable.signature?.result)
    }
    dropped = callables.compactMap { callable in
      callable.refusal.map { Dropped(name: callable.name, problem: $0) }
    }
    problems = parser.refusals.map(problem)
    statics = parser.globals.map { global in
      StaticObject(
        name: global.name, sizes: parser.types.cellSizes(of: global.type), cells: global.cells,
        cellNames: parser.types.cellNames(of: global.type, within: global.name),
        isDefined: global.isDefined)
    }
    self.code = code
    self.slots = slots
    self.files = files
    callableOfName = parser.callableOfName
    types = parser.types
    structureOfTag = parser.scopes[0].structures
    enumerators = parser.scopes[0].names.compactMapValues {
      if case .enumerator(let value, _) = $0 { value } else { nil }
    }
    configurationSymbols = preprocessor.configurationSymbols
    scope = parser.scopes[0]
    bounds = parser.bounds
    var preprocessor = preprocessor
    preprocessor.output = []
    self.preprocessor = preprocessor
  }
}

extension Location {
  init(_ position: Position, _ files: [String]) {
    let index = Int(position.file)
    self.init(
      file: index < files.count ? files[index] : "text", line: Int(position.line),
      column: Int(position.column))
  }
}
