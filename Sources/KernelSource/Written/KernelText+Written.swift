// SPDX-License-Identifier: GPL-2.0-or-later

extension KernelText {
  /// The functions, as they are written, that a call of `entry` can reach: by name, or by way of a
  /// table that is mentioned. What the configuration leaves out is not among their tokens.
  ///
  /// A macro that hides a call is not looked into.
  ///
  /// - Throws: ``ReadError`` where the text cannot be read.
  public static func functions(
    reachedFrom entry: String, main: SourceFile, header: SourceFile? = nil,
    configuration: Configuration = Configuration()
  ) throws(ReadError) -> [WrittenFunction] {
    let program = try read(main: main, header: header, configuration: configuration)
    let names = Set(program.functions)
    var externals: [WrittenExternal] = []
    for source in [main, header].compactMap({ $0 }) {
      let leftOut = program.preprocessor.leftOut(in: source.name)
      let tokens = try WrittenToken.tokens(of: source, without: leftOut)
      externals += WrittenExternal.all(in: tokens, source.name, names)
    }
    var reached: Set<String> = []
    var next: Set<String> = [entry]
    while !next.isEmpty {
      reached.formUnion(next)
      let met = externals.filter { !$0.names.isDisjoint(with: next) }
      next = Set(met.flatMap(\.mentions)).subtracting(reached)
    }
    return externals.compactMap(\.function).filter { reached.contains($0.name) }
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
