//! What a process gives up before it looks at a file that anybody may have made.

use serde::{Deserialize, Serialize};

use crate::limits::Limits;

/// What holds the reading process in check on this machine. A `false` is a weakness of the
/// machine's system, not of the file; `concert doctor` reports it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a measure of its own")]
pub struct Confinement {
    /// It cannot take more memory than [`Limits::memory_bytes`] (`RLIMIT_AS`).
    pub memory: bool,
    /// It cannot compute longer than [`Limits::cpu_seconds`] (`RLIMIT_CPU`).
    pub cpu: bool,
    /// It cannot write files (`RLIMIT_FSIZE`), open new ones or start processes (`RLIMIT_NOFILE`,
    /// `RLIMIT_NPROC`).
    pub counts: bool,
    /// The kernel denies it the file system and the network by path and port (Landlock).
    pub landlock: bool,
    /// The kernel denies it every system call but the few that computing needs (seccomp).
    pub system_calls: bool,
}

impl Confinement {
    /// Whether every measure is in force.
    pub fn is_complete(self) -> bool {
        self.memory && self.cpu && self.counts && self.landlock && self.system_calls
    }
}

/// Gives up, for good, what reading a table does not need. What is open stays open.
pub(crate) fn confine(limits: &Limits) -> Confinement {
    let mut confinement = Confinement::default();
    // In this order, since each step takes away what the one before it needs.
    #[cfg(target_os = "linux")]
    {
        confinement.landlock = landlock().unwrap_or(false);
    }
    resources(limits, &mut confinement);
    #[cfg(target_os = "linux")]
    {
        confinement.system_calls = seccomp().is_some();
    }
    confinement
}

#[cfg(unix)]
fn resources(limits: &Limits, confinement: &mut Confinement) {
    use rlimit::Resource;
    let set = |resource: Resource, soft: u64, hard: u64| {
        // A limit that is already lower stays: only a privileged process could raise it.
        let most = resource.get().map_or(u64::MAX, |(_, hard)| hard);
        resource.set(soft.min(most), hard.min(most)).is_ok()
    };
    confinement.memory = set(Resource::AS, limits.memory_bytes, limits.memory_bytes);
    // The soft limit ends the process with a signal of its own, by which it is recognised.
    confinement.cpu = set(Resource::CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
    let (files, size) = (set(Resource::NOFILE, 0, 0), set(Resource::FSIZE, 0, 0));
    let (processes, core) = (set(Resource::NPROC, 0, 0), set(Resource::CORE, 0, 0));
    confinement.counts = files && size && processes && core;
}

#[cfg(not(unix))]
fn resources(_: &Limits, _: &mut Confinement) {}

/// Denies every path and port; `None` if the kernel does not know how.
#[cfg(target_os = "linux")]
fn landlock() -> Option<bool> {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    let abi = ABI::V5;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .ok()?
        .handle_access(AccessNet::from_all(abi))
        .ok()?
        .create()
        .ok()?
        .restrict_self()
        .ok()?;
    Some(status.ruleset == RulesetStatus::FullyEnforced)
}

/// Denies every system call that is not listed: it fails with "not permitted" and does nothing.
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
fn seccomp() -> Option<()> {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule,
    };
    const COMPUTING: [i64; 24] = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_lseek,
        libc::SYS_close,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    // To abort, a process sends itself a signal; it may send none to any other.
    let itself = u64::from(std::process::id());
    let itself = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, itself);
    let abort = SeccompRule::new(vec![itself.ok()?]).ok()?;
    let denied = SeccompAction::Errno(libc::EPERM as u32);
    let rules = COMPUTING
        .into_iter()
        .map(|call| (call, Vec::new()))
        .chain([(libc::SYS_tgkill, vec![abort])])
        .collect();
    let arch = std::env::consts::ARCH.try_into().ok()?;
    let filter = SeccompFilter::new(rules, denied, SeccompAction::Allow, arch).ok()?;
    let program: BpfProgram = filter.try_into().ok()?;
    seccompiler::apply_filter(&program).ok()
}

#[cfg(all(
    target_os = "linux",
    not(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))
))]
fn seccomp() -> Option<()> {
    None
}

/// What a confined process tried and could still do; each should be `false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attempt of its own")]
pub struct Probe {
    /// Opened a file.
    pub opened_a_file: bool,
    /// Wrote a file.
    pub wrote_a_file: bool,
    /// Reached the network.
    pub opened_a_socket: bool,
    /// Started a program.
    pub started_a_program: bool,
    /// Took two gigabytes of memory.
    pub took_two_gigabytes: bool,
}

/// Confines this process for good and tries to break out: for tests and `concert doctor`, in a
/// process of its own whose output is a pipe (a file could not be written to any more).
pub fn probe(limits: &Limits) -> (Confinement, Probe) {
    let confinement = confine(limits);
    let target = std::env::temp_dir().join("concert-probe");
    let probe = Probe {
        opened_a_file: std::fs::File::open("/etc/passwd").is_ok(),
        wrote_a_file: std::fs::write(target, b"x").is_ok(),
        opened_a_socket: std::net::UdpSocket::bind("127.0.0.1:0").is_ok(),
        started_a_program: std::process::Command::new("/bin/true").status().is_ok(),
        took_two_gigabytes: Vec::<u8>::new().try_reserve_exact(2 << 30).is_ok(),
    };
    (confinement, probe)
}
