// SPDX-License-Identifier: GPL-2.0-or-later

extension KernelText {
  /// The functions, as they are written, that a call of `entry` can reach, those that could not be
  /// read among them.
  ///
  /// - Throws: ``ReadError`` where the text cannot be read.
  public static func functions(
    reachedFrom entry: String, main: SourceFile, header: SourceFile? = nil,
    configuration: Configuration = Configuration()
  ) throws(ReadError) -> [WrittenFunction] {
    let program = try read(main: main, header: header, configuration: configuration)
    return try WrittenText(program, main: main, header: header).functions(reachedFrom: [entry])
  }
}
