package import Telephony

/// What the shell of a dialogue has to do.
package enum ModemAction: Hashable, Sendable {
    case write([UInt8])
    /// The one next moment at which `deadlinePassed` wants to be called; nil: none. It replaces the one
    /// before.
    case wake(at: MonotonicInstant?)
    case report(LineEvent)
    case log(LogNote)
    /// Give the port back and open it again.
    case reopen
    /// Reset the device over USB; answered with `ModemStateMachine.usbResetEnded`.
    case resetUSB
    /// Open the other AT ports of the modem and listen to them, or close those that are open.
    case listenAside(Bool)
    case writeAside([UInt8], to: SidePort)
    /// This one has turned out to be no AT port: close it and leave it alone.
    case leaveAside(SidePort)
    /// The answer to `ModemRequest.finish`: nothing will be written any more.
    case finished
}

/// A line for the log. It never holds a number, a PIN or the words of a text.
package struct LogNote: Hashable, Sendable {
    package enum Level: Hashable, Sendable {
        case debug
        case info
        case notice
        case warning
    }

    package var level: Level
    package var text: String

    package init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}
