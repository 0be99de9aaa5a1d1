// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3

extension Session {
  /// The numbers that `solver`, which has just found its query satisfiable, gives to `variables`.
  ///
  /// What Z3's model does not mention stays absent.
  func model(
    of solver: Z3_solver, _ variables: [Lowering.Variable]
  ) throws(SolverError) -> Model {
    let found = try keep(
      Z3_solver_get_model(context, solver), Z3_model_inc_ref, Z3_model_dec_ref)
    var model = Model()
    for variable in variables {
      let declaration = try valid(
        Z3_get_app_decl(context, Z3_to_app(context, variable.term)))
      // The declaration lives as long as the variable does.
      let value = Z3_model_get_const_interp(context, found, declaration)
      try check()
      guard let value else { continue }
      model.values[variable.name] = try number(try keep(value))
    }
    return model
  }

  /// The number that a term is, which must be a numeral or a truth value.
  private func number(_ term: Z3_ast) throws(SolverError) -> UInt64 {
    switch Z3_get_bool_value(context, term) {
    case Z3_L_TRUE: return 1
    case Z3_L_FALSE: return 0
    default: break
    }
    var number: UInt64 = 0
    let isNumber = Z3_get_numeral_uint64(context, term, &number)
    try check()
    guard isNumber else { throw SolverError(message: "Z3's model has a value that is no number") }
    return number
  }
}
