// SPDX-License-Identifier: GPL-2.0-or-later

/// hmmcheck disagrees with itself: the solver's word and the concrete run do not fit.
public struct ProvingError: Error, Equatable, CustomStringConvertible {
  public let message: String
  public var description: String { message }

  public init(_ message: String) { self.message = message }
}
