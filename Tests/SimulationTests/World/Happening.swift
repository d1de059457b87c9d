import ModemSimulator
import Telephony

@testable import CatchlineDaemon

/// Where a stick sits: which box, and which of its ports.
struct PlugID: Hashable, Sendable, CustomStringConvertible {
    var box = 0
    var port = 0

    var description: String { "\(box)/\(port)" }
}

/// What happens at a moment of its own, planned by a test or owed by something that happened before.
enum Happening: Hashable, Sendable {
    /// In the world around a stick, or to the stick.
    case around(PlugID, SimulatorAction)
    /// A stick was taken off the bus and put back, as its dialogue had asked.
    case busReset(PlugID)
    /// What a modem told reaches the house, of that start of the daemon.
    case told(PlugID, LineEvent, session: Int, life: Int)
    /// Somebody writes a text of their own.
    case send(box: Int, number: String, words: String)
    case change(box: Int, [String: String?])
    /// The daemon dies: now, or when it passes that step.
    case crash(box: Int, at: Checkpoint?)
    /// It comes back.
    case start(box: Int)
    /// The machine goes off with everything in it, and on again after a while.
    case powerCut(box: Int, lasting: Duration)
    case powerOn(box: Int)
    /// The machine's wall clock is put that far from the truth, and the kernel vouches for it or not.
    case wall(box: Int, offset: Duration, isSynchronised: Bool)
    /// The disk takes no more rows of this table, or all of them again.
    case disk(box: Int, refuses: String?)
    /// What the modems tell takes so long from now on until the house hears it.
    case slowness(box: Int, Duration)
    /// Two sticks are pulled out and come back with each other's SIM.
    case swapSIMs(PlugID, PlugID)
    /// The books are compared with the world.
    case audit
}
