/// What is tried, one after the other, to bring a modem back that has stopped answering, and how that ended.
package enum RecoveryStep: String, CaseIterable, Codable, Sendable {
    /// AT, until it is answered.
    case attention
    /// ESC before each AT.
    case escape
    /// The port is given back and opened again.
    case reopen
    /// The modem's own command to start anew.
    case softReset = "soft_reset"
    case usbReset = "usb_reset"
    /// Nobody here may reset it over USB, or it is not on USB.
    case usbResetImpossible = "usb_reset_impossible"
    /// Nothing has helped: a person has to look. It is tried again, slowly.
    case failed
    /// The modem works again.
    case recovered
}
