// SPDX-License-Identifier: GPL-2.0-or-later

// Follows hmm_mirror_register and hmm_mirror_unregister, mm/hmm.c, v5.4, and what they were before.
extension MirrorModel {
  func isReady(_ stage: MirrorStage, _ thread: Int, _ state: PackedState) -> Bool {
    switch stage {
    case .register: return state[.registerLock] == 0
    case .unlist: return state[.readers(Int(state[.own(thread)]))] == 0
    case .freeHmm:
      return !has(.deferredFree) || !isInCallback(Int(state[.own(thread)]), state)
    case .registerRange:
      return state[.listedMirrors] & 1 != 0 && state[.mmExiting] == 0
    case .enter:
      if thread == MirrorModel.exitThread {
        return state[.registerLock] == 0
      }
      return state[.notifierOf] != 0 && state[.mmExiting] == 0
    case .awaitPages: return !scene.waitsForPages || state[.pageInDevice] == 0
    case .faultDevice: return state[.pageInDevice] == 1
    case .done: return false
    default: return true
    }
  }

  /// Whether some callback has taken this hmm and not come back.
  private func isInCallback(_ hmm: Int, _ state: PackedState) -> Bool {
    threads.contains { thread in
      let stage = stage(thread, state)
      let runs = stage == .lockMirrors || stage == .callBack || stage == .leave
      return runs && state[.own(thread)] == UInt64(hmm)
    }
  }

  func perform(
    _ stage: MirrorStage, _ thread: Int, _ state: inout PackedState, _ broken: inout UInt64
  ) {
    switch stage {
    case .register: register(thread, &state)
    case .link, .subscribe: join(stage, thread, &state)
    case .use:
      MirrorMonitor.usesMM(state, isTold: state[.toldMirrors] >> UInt64(thread) & 1 != 0, &broken)
      set(.unlist, thread, &state)
    case .unlist:
      MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
      state[.listedMirrors] &= ~(1 << UInt64(thread))
      if !has(.mirrorsKeepMM) { state[.deadHmm] |= 1 << state[.own(thread)] }
      set(.put, thread, &state)
    case .put: put(thread, &state, &broken)
    case .unsubscribe, .unlink: part(stage, thread, &state)
    case .freeHmm:
      state[.freedHmm] |= 1 << state[.own(thread)]
      close(thread, &state)
    case .freeMirror:
      state[.freedMirrors] |= 1 << UInt64(thread)
      set(.done, thread, &state)
    case .registerRange:
      state[.own(thread)] = state[.own(0)]
      if has(.rangeHoldsMirror) { state[.references(Int(state[.own(thread)]))] += 1 }
      set(.useRange, thread, &state)
    case .useRange:
      MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
      set(.unregisterRange, thread, &state)
    case .unregisterRange:
      MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
      set(has(.rangeHoldsMirror) ? .put : .done, thread, &state)
      if !has(.rangeHoldsMirror) { state[.own(thread)] = 0 }
    case .enter: enter(thread, &state, &broken)
    case .lockMirrors:
      MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
      state[.readers(Int(state[.own(thread)]))] += 1
      nextCallback(thread, from: 0, &state)
    case .callBack: callBack(thread, &state, &broken)
    case .leave: leave(thread, &state, &broken)
    default: performDevice(stage, thread, &state, &broken)
    }
  }

  /// Finds the mm's hmm, or makes one. A dead one is none to use: it is looked for again.
  private func register(_ thread: Int, _ state: inout PackedState) {
    if state[.mmExiting] == 1 {
      set(.freeMirror, thread, &state)
      return
    }
    let found = state[.mmHmm]
    if found != 0 {
      if state[.deadHmm] >> found & 1 != 0 { return }
      // One that is on its way out is waited for, as a reference to it cannot be had any more.
      if state[.references(Int(found))] == 0 { return }
      state[.references(Int(found))] += 1
      state[.own(thread)] = found
      state[.listedMirrors] |= 1 << UInt64(thread)
      set(.use, thread, &state)
      return
    }
    if state[.notifierOf] != 0 && has(.notifierUnregistered) { return }
    state[.lastHmm] += 1
    state[.own(thread)] = state[.lastHmm]
    state[.references(Int(state[.lastHmm]))] = 1
    state[.registerLock] = UInt64(1 + thread)
    set(has(.unregisterInOrder) ? .link : .subscribe, thread, &state)
  }

  /// mm->hmm and the notifier, one after the other.
  private func join(_ stage: MirrorStage, _ thread: Int, _ state: inout PackedState) {
    if stage == .link {
      state[.mmHmm] = state[.own(thread)]
    } else {
      state[.notifierOf] = state[.own(thread)]
    }
    let isFirst = (stage == .link) == has(.unregisterInOrder)
    if isFirst {
      set(stage == .link ? .subscribe : .link, thread, &state)
      return
    }
    state[.registerLock] = 0
    state[.listedMirrors] |= 1 << UInt64(thread)
    set(.use, thread, &state)
  }

  private func put(_ thread: Int, _ state: inout PackedState, _ broken: inout UInt64) {
    let hmm = Int(state[.own(thread)])
    MirrorMonitor.touches(hmm: UInt64(hmm), state, &broken)
    state[.references(hmm)] -= 1
    if state[.references(hmm)] > 0 {
      close(thread, &state)
    } else {
      set(has(.unregisterInOrder) ? .unsubscribe : .unlink, thread, &state)
    }
  }

  /// The notifier and mm->hmm, one after the other.
  private func part(_ stage: MirrorStage, _ thread: Int, _ state: inout PackedState) {
    if stage == .unlink {
      if state[.mmHmm] == state[.own(thread)] { state[.mmHmm] = 0 }
    } else if has(.notifierUnregistered), state[.notifierOf] == state[.own(thread)] {
      state[.notifierOf] = 0
    }
    let isFirst = (stage == .unsubscribe) == has(.unregisterInOrder)
    set(
      isFirst ? (stage == .unlink ? .unsubscribe : .unlink) : .freeHmm, thread, &state)
  }

  /// The thread has let go of its hmm.
  private func close(_ thread: Int, _ state: inout PackedState) {
    state[.own(thread)] = 0
    set(thread == MirrorModel.rangeThread ? .done : .freeMirror, thread, &state)
  }

  // MARK: Callbacks

  /// The notifier calls: it finds the hmm through mm->hmm.
  private func enter(_ thread: Int, _ state: inout PackedState, _ broken: inout UInt64) {
    if thread == MirrorModel.exitThread {
      state[.mmExiting] = 1
      if state[.notifierOf] == 0 {
        state[.mmExited] = 1
        set(.done, thread, &state)
        return
      }
    }
    // Where the notifier outlives its hmm, callbacks find none and go home (4.16).
    if !has(.notifierUnregistered) && state[.mmHmm] == 0 {
      if thread == MirrorModel.exitThread { state[.mmExited] = 1 }
      set(.done, thread, &state)
      return
    }
    MirrorMonitor.finds(hmm: state[.mmHmm], &broken)
    state[.own(thread)] = state[.mmHmm]
    set(state[.mmHmm] == 0 ? .done : .lockMirrors, thread, &state)
    if state[.mmHmm] == 0, thread == MirrorModel.exitThread { state[.mmExited] = 1 }
  }

  private func nextCallback(_ thread: Int, from: Int, _ state: inout PackedState) {
    let hmm = state[.own(thread)]
    let next = (from..<max(from, scene.mirrors)).first { mirror in
      state[.listedMirrors] >> UInt64(mirror) & 1 != 0 && state[.own(mirror)] == hmm
    }
    state[.nextMirror(thread)] = UInt64(next ?? 0)
    set(next == nil ? .leave : .callBack, thread, &state)
  }

  private func callBack(_ thread: Int, _ state: inout PackedState, _ broken: inout UInt64) {
    let mirror = Int(state[.nextMirror(thread)])
    MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
    MirrorMonitor.touches(mirror: mirror, state, &broken)
    if thread == MirrorModel.exitThread && has(.releaseCallback) {
      state[.toldMirrors] |= 1 << UInt64(mirror)
    }
    nextCallback(thread, from: mirror + 1, &state)
  }

  private func leave(_ thread: Int, _ state: inout PackedState, _ broken: inout UInt64) {
    MirrorMonitor.touches(hmm: state[.own(thread)], state, &broken)
    state[.readers(Int(state[.own(thread)]))] -= 1
    state[.own(thread)] = 0
    if thread == MirrorModel.exitThread { state[.mmExited] = 1 }
    set(.done, thread, &state)
  }
}
