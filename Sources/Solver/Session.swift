// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Synchronization

/// A context of Z3 and the references to all that was made in it, for one query and one thread.
///
/// Z3 frees what nobody refers to at its next call, without a word, so that everything is referred
/// to at once when it is received, and until the session ends.
final class Session {
  let context: Z3_context
  private var terms: [Z3_ast] = []
  private var releases: [(Z3_context) -> Void] = []

  /// Held while contexts come and go, which Z3 does not do safely on two threads at a time.
  private static let creation = Mutex(())

  /// Set once, before there is a context: the answers must not depend on who set them before.
  private static let seeds: Void = {
    Z3_global_param_set("sat.random_seed", "0")
    Z3_global_param_set("smt.random_seed", "0")
  }()

  /// - Throws: ``SolverError`` where the memory is too small for a context.
  init() throws(SolverError) {
    Self.seeds
    let made: UInt = Self.creation.withLock { _ in
      let configuration = Z3_mk_config()
      defer { Z3_del_config(configuration) }
      return UInt(bitPattern: Z3_mk_context_rc(configuration))
    }
    guard let context = Z3_context(bitPattern: made) else {
      throw SolverError(message: "out of memory", code: Int(Z3_MEMOUT_FAIL.rawValue))
    }
    self.context = context
    // Without a handler that returns, Z3 prints the error and ends the process.
    Z3_set_error_handler(context) { _, _ in }
  }

  deinit {
    MemoryLimit.lifted {
      for term in terms.reversed() { Z3_dec_ref(context, term) }
      for release in releases.reversed() { release(context) }
      Self.creation.withLock { _ in Z3_del_context(context) }
    }
  }

  /// What a call of Z3 returned, with a reference that lasts as long as the session.
  func keep(_ term: Z3_ast?) throws(SolverError) -> Z3_ast {
    let term = try valid(term)
    Z3_inc_ref(context, term)
    terms.append(term)
    return term
  }

  /// The same for what has a count of references of its own kind.
  func keep(
    _ object: OpaquePointer?, _ retain: (Z3_context?, OpaquePointer?) -> Void,
    _ release: @escaping (Z3_context?, OpaquePointer?) -> Void
  ) throws(SolverError) -> OpaquePointer {
    let object = try valid(object)
    retain(context, object)
    releases.append { release($0, object) }
    return object
  }

  /// What a call of Z3 returned, if it worked.
  func valid<Object>(_ object: Object?) throws(SolverError) -> Object {
    try check()
    guard let object else { throw SolverError(message: "Z3 returned nothing") }
    return object
  }

  /// - Throws: ``SolverError`` where the last call of Z3 failed, in Z3's words.
  func check() throws(SolverError) {
    let code = Z3_get_error_code(context)
    if code == Z3_OK { return }
    // The text is Z3's, and the next call overwrites it.
    let message = String(cString: Z3_get_error_msg(context, code))
    throw SolverError(message: message, code: Int(code.rawValue))
  }
}
