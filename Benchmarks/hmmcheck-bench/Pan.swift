// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// A verifier that Spin made of a model in Promela: all states, kept whole, no reduction.
struct Pan {
  /// Where it was made, and is run.
  let directory: URL

  /// Promela's sources, from the root of the repository.
  static let model = "Benchmarks/Spin/reference.pml"
  /// What makes Spin fast, and leaves out no state: no search for circles, no partial-order
  /// reduction, no checks of indices, the faster of its hashes.
  static let options = ["-O2", "-DSAFETY", "-DNOREDUCE", "-DNOBOUNDCHECK", "-DSFH"]

  /// - Parameters:
  ///   - definitions: Macros of the model, as in `THREADS=3`.
  ///   - more: Options of the C compiler beside ``options``.
  init(_ definitions: [String], _ more: [String] = [], in parent: URL) throws {
    directory = parent.appendingPathComponent((["pan"] + definitions + more).joined(separator: "-"))
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let model = FileManager.default.currentDirectoryPath + "/" + Pan.model
    try make("spin", ["-a"] + definitions.map { "-D" + $0 } + [model])
    try make("gcc", Pan.options + more + ["-o", "pan", "pan.c"])
  }

  private func make(_ command: String, _ arguments: [String]) throws {
    let child = try Child(command, arguments, in: directory)
    if child.status != 0 {
      throw Failure(text: "\(command) failed on \(Pan.model):\n\(child.output.prefix(2000))")
    }
  }

  struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }

  /// Explores; or with `-V` only starts.
  func run(_ arguments: [String]) throws -> Child {
    let child = try Child(directory.appendingPathComponent("pan").path, arguments, in: directory)
    if child.status != 0 { throw Failure(text: "pan failed:\n\(child.output.suffix(2000))") }
    return child
  }

  /// What it says of an exploration.
  struct Report {
    var states: Int
    /// The state at the beginning, which Spin counts, is taken off.
    var transitions: Int
    var errors: Int
    /// Of the states as they are kept, and of the table that finds them; of a state kept as it
    /// stands in memory (-DNOCOMP), all that pan says: with its stack.
    var bytes: Double

    init(_ output: String) throws {
      func number(before text: String) throws -> Double {
        for line in output.split(separator: "\n") where line.contains(text) {
          if let number = line.split(whereSeparator: \.isWhitespace).first.flatMap({ Double($0) }) {
            return number
          }
        }
        throw Failure(text: "pan does not say: \(text)\n\(output.suffix(2000))")
      }
      if output.contains("not completed") || output.contains("max search depth too small") {
        throw Failure(text: "pan did not see everything:\n\(output.suffix(2000))")
      }
      states = Int(try number(before: " states, stored"))
      transitions = Int(try number(before: " transitions (=")) - 1
      if output.contains("actual memory usage for states") {
        let kept = try number(before: "actual memory usage for states")
        bytes = try (kept + number(before: "memory used for hash table")) * 1_048_576
      } else {
        bytes = try number(before: "memory usage (Mbyte)") * 1_048_576
      }
      guard let errors = Report.errors(output) else {
        throw Failure(text: "pan does not say how many errors:\n\(output.suffix(2000))")
      }
      self.errors = errors
    }

    /// The number of errors, of an exploration that may have ended at the first.
    static func errors(_ output: String) -> Int? {
      guard let place = output.range(of: "errors: ") else { return nil }
      return Int(output[place.upperBound...].prefix { $0.isNumber })
    }
  }
}
