// SPDX-License-Identifier: GPL-2.0-or-later

// Device memory: hmm_devmem_add and hmm_devmem_remove, and a CPU that faults on a page in it.
extension MirrorModel {
  func performDevice(
    _ stage: MirrorStage, _ thread: Int, _ state: inout PackedState, _ broken: inout UInt64
  ) {
    switch stage {
    case .addMemory:
      state[.deviceAdded] = 1
      set(.placePage, thread, &state)
    case .placePage:
      state[.pageInDevice] = 1
      set(.evictPage, thread, &state)
    case .evictPage:
      // Pages that a CPU is not just faulting go back; what is in use is waited for.
      if stageAllows(state) { state[.pageInDevice] = 0 }
      set(.awaitPages, thread, &state)
    case .awaitPages: set(.removeMemory, thread, &state)
    case .removeMemory:
      state[.deviceRemoved] = 1
      set(.done, thread, &state)
    case .faultDevice:
      // The fault holds a reference to the page from here on.
      set(.callDevice, thread, &state)
    case .callDevice:
      MirrorMonitor.touchesDevice(state, &broken)
      set(.freePage, thread, &state)
    case .freePage:
      MirrorMonitor.touchesDevice(state, &broken)
      state[.pageInDevice] = 0
      set(.done, thread, &state)
    default: break
    }
  }

  private func stageAllows(_ state: PackedState) -> Bool {
    stage(MirrorModel.faultThread, state) != .callDevice
      && stage(MirrorModel.faultThread, state) != .freePage
  }
}
