/// Why the daemon cannot start, in the three parts that every error of Catchline has.
package struct StartupError: Error, Equatable {
    /// What happened.
    package var what: String
    package var why: String
    /// The next command to type.
    package var next: String
    /// 1 failed, 2 wrong usage, 4 modem trouble.
    package var exitCode: Int32

    package init(what: String, why: String, next: String, exitCode: Int32 = 1) {
        self.what = what
        self.why = why
        self.next = next
        self.exitCode = exitCode
    }
}
