/// A port on which a modem may be spoken to.
struct ModemPort: Hashable, Sendable {
    var address: SerialPort.Address
    /// Known to be an AT port. Where nothing is known a port is written to only to find out whether a modem answers.
    var takesCommands = false
    /// Known to be the one that all unsolicited lines come on.
    var tellsEverything = false
}
