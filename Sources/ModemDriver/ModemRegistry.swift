import ModemDialogue
import Synchronization

/// Which port speaks for which modem. A stick shows several ports, and two targets may lead to one tty; a
/// call that is heard twice would be answered twice.
final class ModemRegistry: Sendable {
    private let holders = Mutex<[String: String]>([:])
    private let sessions = Mutex(0)

    /// Names a connection to a modem: no two have the same number.
    func nextSession() -> Int {
        sessions.withLock { sessions in
            sessions += 1
            return sessions
        }
    }

    /// The target that already speaks for the modem with this IMEI, if it is another one.
    func claim(_ imei: String, by target: String) -> String? {
        holders.withLock { holders in
            if let holder = holders[imei], holder != target { return holder }
            holders[imei] = target
            return nil
        }
    }

    func isTaken(_ imei: String, from target: String) -> Bool {
        holders.withLock { $0[imei].map { $0 != target } ?? false }
    }

    private let histories = Mutex<[ResettableDevice: RecoveryHistory]>([:])

    /// What is known of the modem in this socket from sessions that are over.
    func history(of device: ResettableDevice?) -> RecoveryHistory? {
        histories.withLock { histories in device.flatMap { histories[$0] } }
    }

    func keep(_ history: RecoveryHistory, of device: ResettableDevice?) {
        guard let device else { return }
        histories.withLock { histories in
            // One for each socket: sticks that were tried and taken away are forgotten.
            histories = histories.filter { $0.key.socket != device.socket }
            histories[device] = history
        }
    }

    func release(by target: String) {
        holders.withLock { holders in
            holders = holders.filter { $0.value != target }
        }
    }
}
