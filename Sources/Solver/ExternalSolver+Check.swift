// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic

extension ExternalSolver {
  /// Whether the program is in `PATH`.
  public var isInstalled: Bool { path != nil }

  private var path: String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return folders.split(separator: ":").lazy.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Decides `query`, whose assertions are of `graph`, as ``check(_:seconds:)`` does.
  public func check(
    _ query: Query, in graph: ExpressionGraph, seconds: Double
  ) throws(SolverError) -> (verdict: Verdict, spent: Spent) {
    try check(SMTLIB.text(of: query, in: graph), seconds: seconds)
  }

  /// Decides a script with one `check-sat`. After `seconds` of wall-clock time the program is
  /// killed, and the verdict is unknown.
  ///
  /// - Throws: ``SolverError`` where the program is missing, fails, or says anything but a verdict.
  public func check(
    _ script: String, seconds: Double
  ) throws(SolverError) -> (verdict: Verdict, spent: Spent) {
    guard let path else {
      throw SolverError(message: "\(program) is not installed: apt-get install \(package)")
    }
    // A file and not a pipe: a program that dies early would take this process with it.
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString).smt2")
    defer { try? FileManager.default.removeItem(at: file) }
    let clock = ContinuousClock()
    let start = clock.now
    let output: Output
    do {
      try Data(script.utf8).write(to: file)
      output = try run(path, on: file.path, seconds: seconds)
    } catch {
      throw SolverError(message: "\(program) cannot be run: \(error)")
    }
    let spent = Spent(seconds: (clock.now - start) / .seconds(1))
    return (try verdict(of: output, seconds: seconds), spent)
  }

  private func verdict(
    of output: Output, seconds: Double
  ) throws(SolverError) -> Verdict {
    switch output.text.trimmingCharacters(in: .whitespacesAndNewlines) {
    case "unsat" where output.isSuccess: return .unsatisfiable
    case "sat" where output.isSuccess: return .satisfiable
    case "unknown" where output.isSuccess: return .unknown(reason: "\(program) says unknown")
    case _ where output.isKilled: return .unknown(reason: "stopped after \(seconds) seconds")
    case let text: throw SolverError(message: "\(program) failed: \(text.prefix(500))")
    }
  }
}
