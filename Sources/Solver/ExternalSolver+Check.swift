// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Logic
import Processes

extension ExternalSolver {
  /// Whether the program is there.
  public var isInstalled: Bool {
    path.map { FileManager.default.isExecutableFile(atPath: $0) } ?? false
  }

  private var path: String? {
    program.contains("/") ? program : CommandRun.path(of: program)
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
  /// - Throws: ``SolverError`` where the program is missing, crashes, is killed by others, fails, or
  ///   says anything but a verdict.
  public func check(
    _ script: String, seconds: Double
  ) throws(SolverError) -> (verdict: Verdict, spent: Spent) {
    guard isInstalled, let path else {
      throw SolverError(message: "\(program) is not installed: apt-get install \(package)")
    }
    // A file and not a pipe: a program that dies early would take this process with it.
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-\(UUID().uuidString).smt2")
    defer { try? FileManager.default.removeItem(at: file) }
    let clock = ContinuousClock()
    let start = clock.now
    let run: CommandRun
    do {
      try Data(script.utf8).write(to: file)
      run = try CommandRun(
        path, arguments + limit(seconds) + [file.path], seconds: seconds,
        length: ExternalSolver.longest)
    } catch {
      throw SolverError(message: "\(program) cannot be run: \(error)")
    }
    let spent = Spent(seconds: (clock.now - start) / .seconds(1))
    let text = String(decoding: run.output, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
      // The file's name is another one each time, and tells nobody anything.
      .replacing(file.path, with: "query")
    return (try verdict(of: run, text, seconds: seconds), spent)
  }

  /// In bytes; a verdict is a word, and an error message a few lines.
  private static let longest = 1 << 16

  /// For the case that nobody is left to kill the program: later than we would.
  private func limit(_ seconds: Double) -> [String] {
    timeLimit.map { ["\($0)\(Int((seconds * 1000).rounded(.up)) + 1000)"] } ?? []
  }

  private func verdict(
    of run: CommandRun, _ text: String, seconds: Double
  ) throws(SolverError) -> Verdict {
    switch run.exceeded {
    case .time: return .unknown(reason: "stopped after \(seconds) seconds")
    case .length: throw failure("printed more than \(ExternalSolver.longest) bytes", text)
    case nil: break
    }
    if run.ending != .exited(status: 0) { throw failure("\(run.ending)", text) }
    switch text {
    case "unsat": return .unsatisfiable
    case "sat": return .satisfiable
    case "unknown": return .unknown(reason: "\(program) says unknown")
    default: throw failure("said what is no verdict", text)
    }
  }

  private func failure(_ problem: String, _ text: String) -> SolverError {
    let said = text.isEmpty ? "" : ": \(text.prefix(200))"
    return SolverError(message: "\(program) \(problem)\(said)")
  }
}
