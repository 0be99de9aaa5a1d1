// SPDX-License-Identifier: GPL-2.0-or-later

extension Parser {
  /// Reads everything.
  mutating func parse() {
    while index < tokens.count {
      let start = index
      let known = callables.count
      scopes.removeSubrange(1...)
      depth = 0
      do throws(Refusal) {
        try external()
      } catch {
        recover(from: start, error, known: known)
      }
    }
  }

  private mutating func external() throws(Refusal) {
    if accept(";") { return }
    if sees("_Static_assert") || sees("static_assert") {
      try staticAssertion()
      return
    }
    if sees("asm") || sees("__asm__") { throw Refusal(position, "inline assembly") }
    let start = position
    let specifiers = try self.specifiers()
    if accept(";") { return }
    while true {
      let declarator = try self.declarator(specifiers.type)
      try skipAttributes()
      guard let name = declarator.name else {
        throw Refusal(start, "declaration of nothing")
      }
      if case .function(let signature) = declarator.type, !specifiers.isTypedef {
        let callable = try declareFunction(name, signature)
        if sees("{") {
          try define(name, callable, signature, declarator.parameters)
          return
        }
      } else {
        try declareGlobal(name, declarator.type, specifiers)
      }
      if accept(";") { return }
      try expect(",")
    }
  }

  private mutating func declareFunction(
    _ name: String, _ signature: Signature
  ) throws(Refusal) -> Int {
    let callable = self.callable(name)
    // A later declaration may know less: `pte_t f();` after its definition.
    if callables[callable].signature?.parameters == nil || !callables[callable].hasBody {
      callables[callable].signature = signature
    }
    scopes[0].names[name] = .function(callable)
    return callable
  }

  private mutating func declareGlobal(
    _ name: String, _ type: CType, _ specifiers: Specifiers
  ) throws(Refusal) {
    if specifiers.isTypedef {
      declare(name, .type(type))
      return
    }
    let index = try newGlobal(name, type, isDefined: !specifiers.isExtern)
    scopes[0].names[name] = .global(index)
    if accept("=") { try initialize(global: index) }
  }

  /// The object called `name`, which may have been declared before.
  private mutating func newGlobal(
    _ name: String, _ type: CType, isDefined: Bool
  ) throws(Refusal) -> Int {
    if case .global(let known)? = scopes[0].names[name] {
      if case .array(_, nil) = globals[known].type { globals[known].type = type }
      guard globals[known].type == type || type.isArray else {
        throw Refusal(position, "\(name) was declared with another type")
      }
      globals[known].isDefined = globals[known].isDefined || isDefined
      return known
    }
    globals.append(Global(name: name, type: type, position: position, isDefined: isDefined))
    return globals.count - 1
  }

  /// An object of static life that only its own block or literal knows.
  mutating func staticObject(_ name: String, _ type: CType) -> Int {
    globals.append(Global(name: name, type: type, position: position, isDefined: true))
    return globals.count - 1
  }

  private mutating func define(
    _ name: String, _ callable: Int, _ signature: Signature, _ parameters: [Parameter]
  ) throws(Refusal) {
    let start = position
    guard !callables[callable].hasBody else { throw Refusal(start, "\(name) is defined twice") }
    locals = []
    labels = []
    gotos = []
    switches = []
    loops = 0
    result = signature.result
    functionName = name
    defer { result = nil }
    if signature.isVariadic { throw Refusal(start, "variable arguments of \(name)") }
    scopes.append(Scope())
    var indices: [Int] = []
    for parameter in parameters {
      guard let parameterName = parameter.name else {
        throw Refusal(start, "parameter of \(name) without a name")
      }
      try passable(parameter.type, "parameter \(parameterName)", start)
      let local = try newLocal(parameterName, parameter.type, isParameter: true)
      declare(parameterName, .local(local))
      indices.append(local)
    }
    try passable(signature.result, "result of \(name)", start)
    let body = try block()
    for (label, position) in gotos where !labels.contains(label) {
      throw Refusal(position, "no label \(label) in \(name)")
    }
    scopes.removeLast()
    callables[callable].hasBody = true
    callables[callable].refusal = nil
    functions.append(
      ParsedFunction(
        name: name, callable: callable, signature: signature, parameters: indices,
        locals: locals, body: body, hasJumps: !gotos.isEmpty, position: start))
  }

  /// Only one cell can be handed over.
  func passable(_ type: CType, _ what: String, _ position: Position) throws(Refusal) {
    if type.isScalar || type == .void { return }
    if case .structure = type {
      guard let cells = types.cells(of: type) else {
        throw Refusal(position, "\(what) has an incomplete type")
      }
      if cells == 1 { return }
    }
    throw Refusal(position, "\(what): only structures of one word are passed by value")
  }
}
