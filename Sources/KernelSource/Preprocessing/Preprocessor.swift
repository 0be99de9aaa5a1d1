// SPDX-License-Identifier: GPL-2.0-or-later

/// Runs the directives of a text and expands its macros.
///
/// The subject's own `linux/hmm.h` is the only header that is read; every other one gives the model
/// header, once. Expansion is Prosser's algorithm: each token carries the macros that it came out
/// of and must not be expanded to again.
struct Preprocessor {
  let bounds: Bounds
  /// The subject's own header, if there is one, and what stands for all others.
  private let header: SourceFile?
  private let model: SourceFile
  private(set) var files: [String] = []
  var macros: [String: Macro] = [:]
  /// Put out so far.
  var output: [Token] = []
  /// `CONFIG_` symbols that the subject's own files mention.
  private(set) var configurationSymbols: Set<String> = []
  /// Where the subject's own files have tokens that this configuration leaves out.
  private(set) var leftOut: Set<Position> = []

  /// The rest of the file being read, next token last, and what macros have put before it.
  var file: [Token] = []
  var pushed: [Token] = []
  var conditionals: [Conditional] = []
  var hideSets = HideSets()
  private var includeDepth = 0
  private var hasModel = false
  private var spent = 0
  var expansionDepth = 0

  /// An `#if` whose `#endif` is still to come.
  struct Conditional {
    let position: Position
    /// Whether the group being read is taken, and everything around it too.
    var isActive: Bool
    /// Whether one of the groups has been taken, or none may be.
    var isDecided: Bool
    var hasElse = false
  }

  init(
    header: SourceFile?, model: SourceFile, configuration: Configuration, bounds: Bounds
  ) throws(Refusal) {
    self.header = header
    self.model = model
    self.bounds = bounds
    for name in configuration.enabled { try define(name, as: "1") }
    for (name, text) in configuration.definitions { try define(name, as: text) }
  }

  private mutating func define(_ name: String, as text: String) throws(Refusal) {
    let body = try Lexer.tokens(of: text, file: 0)
    macros[name] = Macro(name: name, parameters: nil, isVariadic: false, body: body)
  }

  /// Whether what is being read counts.
  var isActive: Bool { conditionals.last?.isActive ?? true }

  /// Reads a whole file, and what it includes, into ``output``.
  mutating func read(_ source: SourceFile, isSubject: Bool) throws(Refusal) {
    files.append(source.name)
    var tokens = try Lexer.tokens(of: source.text, file: files.count - 1)
    try spend(tokens.count, at: tokens.first?.position ?? .none)
    if isSubject {
      for token in tokens where token.kind == .identifier && token.text.hasPrefix("CONFIG_") {
        configurationSymbols.insert(token.text)
      }
    }
    tokens.reverse()
    let outerFile = file
    let outerConditionals = conditionals
    file = tokens
    conditionals = []
    while let token = next() {
      if token.startsLine, token.use == nil, token.isPunctuator("#") {
        try directive(token)
      } else if !isActive {
        if isSubject { leftOut.insert(token.position) }
      } else if try !expand(token) {
        try spend(1, at: token.origin)
        output.append(token)
      }
    }
    if let open = conditionals.last { throw Refusal(open.position, "#if without #endif") }
    file = outerFile
    conditionals = outerConditionals
  }

  /// Reads what `#include` names.
  mutating func include(_ name: String, at position: Position) throws(Refusal) {
    guard includeDepth < bounds.includeDepth else {
      throw Refusal(position, "#include nested too deeply")
    }
    includeDepth += 1
    defer { includeDepth -= 1 }
    if name.hasSuffix("linux/hmm.h"), let header {
      try read(header, isSubject: true)
    } else if !hasModel {
      hasModel = true
      try read(model, isSubject: false)
    }
  }

  mutating func next() -> Token? { pushed.popLast() ?? file.popLast() }

  var upcoming: Token? { pushed.last ?? file.last }

  mutating func spend(_ count: Int, at position: Position) throws(Refusal) {
    spent += count
    guard spent <= bounds.tokens else { throw Refusal(position, "text expands to too many tokens") }
  }
}
