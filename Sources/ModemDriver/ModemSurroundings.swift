import Logging
import ModemDialogue

/// What every modem of a fleet shares.
struct ModemSurroundings: Sendable {
    var clock: MonotonicClock
    var serial: SerialSettings
    var logger: Logger
    var registry: ModemRegistry
    var events: EventQueue
    var usb: USBReset
    /// Whether the fleet is told when something is plugged in.
    var hearsOfPlugging = false
    /// One for all, so that a number is the same in the recordings of two modems.
    var mask = Mask(.random(in: .min ... .max), .random(in: .min ... .max))
}
