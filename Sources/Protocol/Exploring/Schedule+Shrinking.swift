// SPDX-License-Identifier: GPL-2.0-or-later

extension ProtocolModel {
  /// A schedule that breaks the same property with fewer steps, as far as leaving out threads, and
  /// then single steps from the end on, allows it. That it is the shortest is not claimed.
  public func shrunk(_ schedule: Schedule) -> Schedule {
    var best = schedule
    for thread in Set(schedule.steps.map(thread(of:))).sorted() {
      let rest = best.names(self).enumerated().filter { index, _ in
        self.thread(of: best.steps[index]) != thread
      }.map(\.element)
      best = keep(rest, best) ?? best
    }
    var index = best.steps.count - 1
    while index >= 0 {
      var names = best.names(self)
      if index < names.count {
        names.remove(at: index)
        best = keep(names, best) ?? best
      }
      index -= 1
    }
    return best
  }

  /// The schedule of these steps up to where it breaks the property, if it does.
  private func keep(_ names: [StepName], _ old: Schedule) -> Schedule? {
    let run = ScheduleRun(self, from: old.begin, names)
    if run.impossible != nil { return nil }
    let property = old.property
    let end = run.moments.firstIndex { $0.broken.contains(property) }.map { $0 + 1 }
    guard let end = end ?? (property == .progress && run.isStuck ? names.count : nil) else {
      return nil
    }
    var steps: [Step] = []
    var state = old.begin
    for moment in run.moments.prefix(end) {
      var found: Step?
      _ = expand(state, onlyLocal: false) { step, next, _ in
        if found == nil && next == moment.state && name(step, in: state) == moment.name {
          found = step
        }
      }
      if let found { steps.append(found) }
      state = moment.state
    }
    return Schedule(property: property, begin: old.begin, steps: steps)
  }
}
