// SPDX-License-Identifier: GPL-2.0-or-later

/// The functions of a text as they are written, who mentions whom, and what is exported.
public struct WrittenText: Sendable {
  private let externals: [WrittenExternal]
  /// What `EXPORT_SYMBOL` and its kin name, in the order of the text.
  public let exported: [String]

  /// - Parameter program: what the text was read as.
  /// - Throws: ``ReadError`` where the text is none of C's.
  public init(
    _ program: Program, main: SourceFile, header: SourceFile? = nil
  ) throws(ReadError) {
    let names = Set(program.functions + program.dropped.map(\.name))
    var externals: [WrittenExternal] = []
    var exported: [String] = []
    for source in [main, header].compactMap({ $0 }) {
      let leftOut = program.preprocessor.leftOut(in: source.name)
      let tokens = try WrittenToken.tokens(of: source, without: leftOut)
      externals += WrittenExternal.all(in: tokens, source.name, names)
      exported += WrittenText.exports(tokens)
    }
    self.externals = externals
    self.exported = exported
  }

  private static func exports(_ tokens: [WrittenToken]) -> [String] {
    tokens.indices.compactMap { index in
      guard tokens[index].text.hasPrefix("EXPORT_SYMBOL"), index + 2 < tokens.count,
        tokens[index + 1].text == "(", tokens[index + 2].kind == .identifier
      else { return nil }
      return tokens[index + 2].text
    }
  }

  /// All functions that have a body, those of the header last.
  public var functions: [WrittenFunction] { externals.compactMap(\.function) }

  /// The functions that a call of one of `entries` can reach: by name, or by way of a table that is
  /// mentioned. What the configuration leaves out is not among their tokens.
  ///
  /// A macro that hides a call is not looked into.
  public func functions(reachedFrom entries: [String]) -> [WrittenFunction] {
    var reached: Set<String> = []
    var next = Set(entries)
    while !next.isEmpty {
      reached.formUnion(next)
      let met = externals.filter { !$0.names.isDisjoint(with: next) }
      next = Set(met.flatMap(\.mentions)).subtracting(reached)
    }
    return functions.filter { reached.contains($0.name) }
  }
}

extension Preprocessor {
  /// Where a file has tokens that the configuration leaves out, at its first reading: at a second
  /// one its own guard leaves all of it out.
  fileprivate func leftOut(in file: String) -> Set<Position> {
    guard let index = files.firstIndex(of: file) else { return [] }
    let places = leftOut.filter { Int($0.file) == index }
    return Set(places.map { Position(file: 0, column: $0.column, line: $0.line) })
  }
}
