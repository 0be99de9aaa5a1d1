// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// A text in every combination of the symbols that it tests.
public struct KernelConfigurations: Sendable {
  /// One combination, and what the text is in it.
  public struct Combination: Sendable {
    public let configuration: Configuration
    /// For each of the symbols, in their order: `y` or `n`.
    public let letters: String
    /// The number of the first combination in which the text is the same program: its own, where
    /// there is none before.
    public let program: Int
    /// Nil where the text cannot be run so; ``problem`` says why.
    public let kernel: Kernel?
    public let problem: KernelProblem?
  }

  /// What the text is called in reports: `6.1.192`.
  public let name: String
  /// The symbols that vary, without `CONFIG_`, in the order of their names.
  public let symbols: [String]
  /// All symbols on first, then the last one off, as numbers in base 2 go down.
  public let combinations: [Combination]

  /// Symbols that vary, at most: 128 combinations.
  public static let mostSymbols = 7

  /// - Parameter fixed: symbols, with `CONFIG_`, that do not vary, and whether they are on.
  /// - Throws: ``KernelProblem`` where there are too many combinations.
  public init(_ source: KernelFiles, fixed: [String: Bool] = [:]) throws(KernelProblem) {
    name = source.name
    let varying = try source.configurationSymbols().subtracting(fixed.keys).sorted()
    symbols = varying.map { $0.replacing("CONFIG_", with: "") }
    guard varying.count <= Self.mostSymbols else {
      throw KernelProblem(
        "the text tests \(varying.count) symbols, of which --config all varies \(Self.mostSymbols)"
          + " at most: fix some of \(symbols.joined(separator: ", ")), as in"
          + " --config all --config \(symbols[0])=y")
    }
    let always = Set(fixed.filter(\.value).keys)
    var combinations: [Combination] = []
    var numberOfMeaning: [Meaning: Int] = [:]
    for number in 0..<(1 << varying.count) {
      let isOn = varying.indices.map { number >> (varying.count - 1 - $0) & 1 == 0 }
      let on = varying.indices.filter { isOn[$0] }.map { varying[$0] }
      let configuration = Configuration(enabled: always.union(on))
      var kernel: Kernel?
      var problem: KernelProblem?
      var program = number
      do {
        let read = try Kernel(source, configuration)
        let meaning = try Meaning(read)
        program = numberOfMeaning[meaning] ?? number
        numberOfMeaning[meaning] = program
        kernel = program == number ? read : combinations[program].kernel
      } catch {
        problem = error
      }
      combinations.append(
        Combination(
          configuration: configuration, letters: isOn.map { $0 ? "y" : "n" }.joined(),
          program: program, kernel: kernel, problem: problem))
    }
    self.combinations = combinations
  }

  /// The numbers of the combinations that stand for their programs and can be run.
  public var programs: [Int] {
    combinations.indices.filter {
      combinations[$0].program == $0 && combinations[$0].kernel != nil
    }
  }
}

/// What a run of a text depends on: the text as the preprocessor leaves it, and what the
/// configuration says of page tables.
private struct Meaning: Hashable {
  let text: PreprocessedText
  let kinds: UInt64

  init(_ kernel: Kernel) throws(KernelProblem) {
    do {
      text = try PreprocessedText(
        main: SourceFile(name: "mm/hmm.c", text: kernel.source.walk),
        header: SourceFile(name: "include/linux/hmm.h", text: kernel.source.header),
        others: kernel.source.pageWalkSources, configuration: kernel.configuration)
    } catch {
      throw KernelProblem(error.description)
    }
    kinds = kernel.interface.vocabulary.given.rawValue
  }
}
