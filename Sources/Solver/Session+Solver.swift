// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3

/// What Z3 says, before anybody asks for a model.
enum Verdict: Equatable, Sendable {
  case unsatisfiable, satisfiable, unknown(reason: String)
}

extension Session {
  /// A solver that runs `tactic` within `budget`.
  ///
  /// Z3's own choice of solver (`Z3_mk_simple_solver`, or any solver once it is pushed) is slower by
  /// a factor of up to 100 on queries of bit vectors.
  ///
  /// - Throws: ``SolverError`` where Z3 knows no such tactic.
  func makeSolver(_ tactic: Tactic, budget: Budget) throws(SolverError) -> Z3_solver {
    var whole: Z3_tactic?
    for step in tactic.steps {
      let next = try keep(Z3_mk_tactic(context, step), Z3_tactic_inc_ref, Z3_tactic_dec_ref)
      guard let first = whole else {
        whole = next
        continue
      }
      whole = try keep(
        Z3_tactic_and_then(context, first, next), Z3_tactic_inc_ref, Z3_tactic_dec_ref)
    }
    let solver = try keep(
      Z3_mk_solver_from_tactic(context, whole), Z3_solver_inc_ref, Z3_solver_dec_ref)
    try bound(solver, budget)
    return solver
  }

  private func bound(_ solver: Z3_solver, _ budget: Budget) throws(SolverError) {
    let parameters = try keep(Z3_mk_params(context), Z3_params_inc_ref, Z3_params_dec_ref)
    func set(_ name: String, _ value: UInt32) {
      Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, name), value)
    }
    // Most searches are short: tidying the clauses up before takes longer than they do.
    set("burst_search", 10_000)
    if budget.rlimit > 0 { set("rlimit", budget.rlimit) }
    if let milliseconds = budget.milliseconds { set("timeout", milliseconds) }
    if budget.megabytes > 0 { set("max_memory", budget.megabytes) }
    // Otherwise Z3 takes over the process's SIGINT for as long as it searches.
    Z3_params_set_bool(context, parameters, Z3_mk_string_symbol(context, "ctrl_c"), false)
    Z3_solver_set_params(context, solver, parameters)
    try check()
  }

  func assert(_ term: Z3_ast, in solver: Z3_solver) throws(SolverError) {
    Z3_solver_assert(context, solver, term)
    try check()
  }

  /// Runs `solver`, unless the check called `id` was interrupted before.
  func check(_ solver: Z3_solver, _ id: Interruption.ID) throws(SolverError) -> Verdict {
    if Interruption.isInterrupted(id) { return .unknown(reason: "interrupted") }
    let result = Z3_solver_check(context, solver)
    try check()
    switch result {
    case Z3_L_TRUE: return .satisfiable
    case Z3_L_FALSE: return .unsatisfiable
    default:
      // Z3 calls some interrupts, and some bounds reached, by the same word.
      if Interruption.isInterrupted(id) { return .unknown(reason: "interrupted") }
      let reason = Z3_solver_get_reason_unknown(context, solver).map { String(cString: $0) }
      try check()
      return .unknown(reason: reason ?? "no reason given")
    }
  }

  /// The steps counted since the context was made, modulo 2^32.
  func rlimitCount(of solver: Z3_solver) throws(SolverError) -> UInt32 {
    let statistics = try valid(Z3_solver_get_statistics(context, solver))
    Z3_stats_inc_ref(context, statistics)
    defer { Z3_stats_dec_ref(context, statistics) }
    for index in 0..<Z3_stats_size(context, statistics) {
      guard let key = Z3_stats_get_key(context, statistics, index) else { continue }
      guard String(cString: key) == "rlimit count" else { continue }
      return Z3_stats_get_uint_value(context, statistics, index)
    }
    // Z3 leaves out what is 0.
    return 0
  }
}
