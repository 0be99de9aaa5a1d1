// SPDX-License-Identifier: GPL-2.0-or-later

/// What a ``Mutation`` does to the text. The name is part of a mutation's id.
public enum MutationKind: String, CaseIterable, Sendable {
  /// `==`, `!=`, `<`, `<=`, `>` or `>=` becomes another of its kin.
  case relational
  /// `&&` becomes `||`, or the other way round.
  case logical
  /// A condition of `if`, `while`, `for` or `?` holds where it did not.
  case negated
  /// A `!` is dropped.
  case not
  /// `|` becomes `&`, or the other way round.
  case bitwise
  /// `|=` or `&=` becomes `=`.
  case assignment
  /// `+` and `-`, `<<` and `>>` are exchanged, also with a `=`.
  case arithmetic
  /// A flag or another name of a value becomes one of its kin.
  case flag
  /// An error code becomes another, or 0; 0 becomes an error code.
  case code
  /// A statement is dropped: no declaration.
  case statement
  /// An address is handed over in the place of another.
  case argument
  /// `i++` or `addr += step` is dropped from a loop's head or an expression.
  case increment
  /// A loop that ends at a bound goes on to that bound itself.
  case bound
}
