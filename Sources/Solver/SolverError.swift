// SPDX-License-Identifier: GPL-2.0-or-later

/// Why a solver gave no answer at all: it failed, it is missing, or it is wrong.
///
/// A bound that was reached is no error: ``Answer/unknown(reason:)``.
public struct SolverError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong; the solver's own words where it has any.
  public var message: String
  /// Z3's number of the error (`Z3_error_code`), or nil where it is not Z3's.
  public var code: Int?

  public init(message: String, code: Int? = nil) {
    self.message = message
    self.code = code
  }

  public var description: String { code.map { "\(message) (Z3 error \($0))" } ?? message }
}
