// SPDX-License-Identifier: GPL-2.0-or-later

/// Reads preprocessed text into typed functions, one external declaration at a time.
///
/// What it does not know it refuses; a declaration that is refused is left out with its reason, and
/// reading goes on behind it.
struct Parser {
  let bounds: Bounds
  let tokens: [Token]
  var index = 0
  var depth = 0

  var types = TypeTable()
  var globals: [Global] = []
  var callables: [ParsedCallable] = []
  var callableOfName: [String: Int] = [:]
  var functions: [ParsedFunction] = []
  /// Declarations other than functions with a body that could not be read.
  var refusals: [Refusal] = []

  var scopes: [Scope] = [Scope()]
  /// The variables of the function being read.
  var locals: [Local] = []
  /// What the function being read returns; nil outside of functions.
  var result: CType?
  var functionName = ""
  var labels: Set<String> = []
  var gotos: [(String, Position)] = []
  /// Types of what the switches around the present statement switch over.
  var switches: [CType] = []
  /// Loops around the present statement.
  var loops = 0

  struct Scope {
    var names: [String: Meaning] = [:]
    var structures: [String: Int] = [:]
    var enumerations: [String: IntegerType] = [:]
  }

  enum Meaning {
    case type(CType)
    case local(Int)
    case global(Int)
    case enumerator(UInt64, IntegerType)
    case function(Int)
  }

  init(tokens: [Token], bounds: Bounds) {
    self.tokens = tokens
    self.bounds = bounds
  }

  /// The token `distance` ahead; past the end, one of kind `end`.
  func peek(_ distance: Int = 0) -> Token {
    if index + distance < tokens.count { return tokens[index + distance] }
    return Token(kind: .end, text: "", position: tokens.last?.origin ?? .none)
  }

  var position: Position {
    index < tokens.count ? tokens[index].origin : tokens.last?.origin ?? .none
  }

  func sees(_ spelling: String) -> Bool {
    index < tokens.count && tokens[index].text == spelling
      && (tokens[index].kind == .punctuator || tokens[index].kind == .identifier)
  }

  mutating func accept(_ spelling: String) -> Bool {
    guard sees(spelling) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ spelling: String) throws(Refusal) {
    guard accept(spelling) else {
      throw Refusal(position, "'\(spelling)' expected before \(peek().quoted)")
    }
  }

  mutating func name(of what: String) throws(Refusal) -> String {
    let token = peek()
    guard token.kind == .identifier, !keywords.contains(token.text) else {
      throw Refusal(position, "name of \(what) expected before \(token.quoted)")
    }
    index += 1
    return token.text
  }

  mutating func enter() throws(Refusal) {
    depth += 1
    guard depth <= bounds.nesting else { throw Refusal(position, "nested too deeply") }
  }

  mutating func leave() { depth -= 1 }

  func meaning(of name: String) -> Meaning? {
    for scope in scopes.reversed() {
      if let found = scope.names[name] { return found }
    }
    return nil
  }

  mutating func declare(_ name: String, _ meaning: Meaning) {
    scopes[scopes.count - 1].names[name] = meaning
  }

  /// The index of the function called `name`, which is noted if it is new.
  mutating func callable(_ name: String) -> Int {
    if let known = callableOfName[name] { return known }
    callables.append(ParsedCallable(name: name))
    callableOfName[name] = callables.count - 1
    return callables.count - 1
  }

  mutating func newLocal(
    _ name: String, _ type: CType, isParameter: Bool = false
  ) throws(Refusal) -> Int {
    guard locals.count < 10_000 else { throw Refusal(position, "too many variables") }
    guard let cells = types.cells(of: type) else {
      throw Refusal(position, "\(name) has an incomplete type")
    }
    let isRegister = type.isScalar || type.isStructure && cells == 1
    locals.append(
      Local(name: name, type: type, isParameter: isParameter, isObject: !isRegister))
    return locals.count - 1
  }
}

/// Words that cannot be names.
let keywords: Set<String> = [
  "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum",
  "extern", "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict",
  "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union",
  "unsigned", "void", "volatile", "while", "_Bool", "typeof", "__typeof__", "__typeof",
  "_Alignof", "__alignof__", "_Static_assert", "_Generic", "asm", "__asm__", "__auto_type",
  "__attribute__", "__extension__", "_Noreturn", "_Atomic", "_Complex", "_Thread_local",
]
