// SPDX-License-Identifier: GPL-2.0-or-later

/// A solver that is a program of its own, as a second opinion.
public struct ExternalSolver: Sendable {
  /// What it says; it is asked for no model.
  public enum Verdict: Equatable, Sendable {
    case unsatisfiable
    case satisfiable
    /// It gave up, or its time was over. This says nothing of the query.
    case unknown(reason: String)
  }

  /// The program, found by `PATH` unless it is a path.
  public var program: String
  /// What stands before the file on its command line.
  public var arguments: [String]
  /// The option that ends the program after some milliseconds, which stand right behind it; nil where
  /// it has none. The program is killed before that, unless this process has died.
  public var timeLimit: String?
  /// The package of Debian that has the program.
  public var package: String

  public init(
    program: String, arguments: [String] = [], timeLimit: String? = nil, package: String
  ) {
    self.program = program
    self.arguments = arguments
    self.timeLimit = timeLimit
    self.package = package
  }

  public static let cvc5 = ExternalSolver(
    program: "cvc5", arguments: ["--lang=smt2", "--bitblast=eager"], timeLimit: "--tlimit=",
    package: "cvc5")
  public static let z3 = ExternalSolver(program: "z3", arguments: ["-smt2"], package: "z3")
}
