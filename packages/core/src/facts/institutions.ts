import { defineFacts } from './list.ts'

export type DegreeLevel = 'certificate' | 'associate' | 'bachelor' | 'master' | 'doctorate'

export interface Institution {
  /** From its current name, or the source's own, such as `ipeds:166683`. */
  id: string
  /** The current name first, then other names and abbreviations in use. */
  names: readonly string[]
  /** ISO 3166. */
  country: string
  /** State or province, where known. */
  region?: string
  domains?: readonly string[]
  /** First and last year in which it taught, `YYYY`, where known. A merger is neither: people go by either name. */
  from?: string
  to?: string
  /** What it grants, where known. */
  degrees?: readonly DegreeLevel[]
  /** Former names, each with the last year in which it was current. */
  was?: readonly { name: string; until: string }[]
}

/**
 * One a line: names, the current one first | country | region | mail domains | first year | last year | former names
 * with the last year of each. Abbreviations that several institutions share (NTU, UCC, USM) are left out. An institution
 * that came out of others has no first year, or the oldest's, and one that went into another has no last: graduates of
 * the old ones write the new name, and students of the new one the old. A first year that is too late, or a last one
 * that is too early, accuses an honest alumnus; so from 1975 on a first year stands here only where a source was read,
 * as does every last year, and a school whose name an open one elsewhere bears (Newbury College) has none. A name that
 * is still used, as a faculty's (Newark College of Engineering) or in law (University of Western Ontario), is no
 * former one.
 */
const rows = `
Massachusetts Institute of Technology | MIT | Mass. Institute of Technology; US; MA; mit.edu; 1861
Harvard University | Harvard | Harvard College; US; MA; harvard.edu; 1636
Stanford University | Stanford | Leland Stanford Junior University; US; CA; stanford.edu; 1885
Yale University | Yale | Yale College; US; CT; yale.edu; 1701
Princeton University | Princeton; US; NJ; princeton.edu; 1746
Columbia University | Columbia University in the City of New York | Columbia College, Columbia University; US; NY; columbia.edu; 1754
University of Pennsylvania | UPenn | U Penn | Wharton School | The Wharton School; US; PA; upenn.edu; 1740
Cornell University | Cornell; US; NY; cornell.edu; 1865
Brown University; US; RI; brown.edu; 1764
Dartmouth College | Dartmouth; US; NH; dartmouth.edu; 1769
University of Chicago | UChicago | U Chicago; US; IL; uchicago.edu; 1857
Duke University | Duke; US; NC; duke.edu; 1838
Northwestern University; US; IL; northwestern.edu; 1851
Johns Hopkins University | JHU | Johns Hopkins; US; MD; jhu.edu,jh.edu; 1876
California Institute of Technology | Caltech; US; CA; caltech.edu; 1891
Carnegie Mellon University | CMU | Carnegie Mellon | Carnegie Institute of Technology; US; PA; cmu.edu,andrew.cmu.edu; 1900
University of California, Berkeley | UC Berkeley | UCB | Cal Berkeley | University of California Berkeley | Berkeley; US; CA; berkeley.edu; 1868
University of California, Los Angeles | UCLA | UC Los Angeles | University of California Los Angeles; US; CA; ucla.edu; 1919
University of California, San Diego | UCSD | UC San Diego | University of California San Diego; US; CA; ucsd.edu; 1960
University of California, Davis | UC Davis | University of California Davis; US; CA; ucdavis.edu; 1905
University of California, Irvine | UC Irvine | UCI | University of California Irvine; US; CA; uci.edu; 1965
University of California, Santa Barbara | UC Santa Barbara | UCSB | University of California Santa Barbara; US; CA; ucsb.edu; 1891
University of California, Santa Cruz | UC Santa Cruz | UCSC | University of California Santa Cruz; US; CA; ucsc.edu; 1965
University of California, Riverside | UC Riverside | UCR | University of California Riverside; US; CA; ucr.edu; 1954
University of California, Merced | UC Merced | University of California Merced; US; CA; ucmerced.edu; 2005
University of California, San Francisco | UCSF | UC San Francisco; US; CA; ucsf.edu; 1864
University of Southern California | USC; US; CA; usc.edu; 1880
University of Michigan | University of Michigan-Ann Arbor | U of M Ann Arbor | UMich | Univ. of Mich | U Mich; US; MI; umich.edu; 1817
Michigan State University | MSU Michigan; US; MI; msu.edu; 1855
University of Virginia | UVA | U.Va.; US; VA; virginia.edu; 1819
Virginia Tech | Virginia Polytechnic Institute and State University | VT Blacksburg; US; VA; vt.edu; 1872
University of North Carolina at Chapel Hill | UNC Chapel Hill | UNC-Chapel Hill | UNC; US; NC; unc.edu; 1789
North Carolina State University | NC State | NCSU | North Carolina State University at Raleigh; US; NC; ncsu.edu; 1887
University of North Carolina at Charlotte | UNC Charlotte | UNCC; US; NC; charlotte.edu,uncc.edu; 1946
Wake Forest University; US; NC; wfu.edu; 1834
Georgia Institute of Technology | Georgia Tech | Georgia Institute of Technology-Main Campus | Ga. Tech; US; GA; gatech.edu; 1885
University of Georgia | UGA; US; GA; uga.edu; 1785
Emory University | Emory; US; GA; emory.edu; 1836
Georgia State University | GSU Atlanta; US; GA; gsu.edu; 1913
Kennesaw State University; US; GA; kennesaw.edu; 1963
Georgia Southern University; US; GA; georgiasouthern.edu; 1906
Augusta University; US; GA; augusta.edu; 1828; ; Georgia Regents University@2015 | Augusta State University@2012
University of Texas at Austin | UT Austin | The University of Texas at Austin | Texas (Austin); US; TX; utexas.edu; 1883
University of Texas at Dallas | UT Dallas | UTD | The University of Texas at Dallas; US; TX; utdallas.edu; 1969
University of Texas at Arlington | UT Arlington | UTA | The University of Texas at Arlington; US; TX; uta.edu; 1895
University of Texas at San Antonio | UTSA | The University of Texas at San Antonio; US; TX; utsa.edu; 1969
University of Texas at El Paso | UTEP | The University of Texas at El Paso; US; TX; utep.edu; 1914
University of Texas Rio Grande Valley | UTRGV; US; TX; utrgv.edu
University of Texas-Pan American | UTPA; US; TX; ; 1927
Texas A&M University | Texas A & M University-College Station | TAMU | Texas A and M University; US; TX; tamu.edu; 1876
Rice University | Rice | William Marsh Rice University; US; TX; rice.edu; 1912
University of Houston | UH Houston; US; TX; uh.edu; 1927
Texas Tech University | TTU; US; TX; ttu.edu; 1923
Baylor University; US; TX; baylor.edu; 1845
Southern Methodist University | SMU; US; TX; smu.edu; 1911
Texas Christian University | TCU; US; TX; tcu.edu; 1873
Texas State University | Texas State University-San Marcos; US; TX; txstate.edu; 1899; ; Southwest Texas State University@2003
University of North Texas | UNT; US; TX; unt.edu; 1890
University of Illinois Urbana-Champaign | University of Illinois at Urbana-Champaign | UIUC | U of I Urbana-Champaign; US; IL; illinois.edu,uiuc.edu; 1867
University of Illinois Chicago | University of Illinois at Chicago | UIC; US; IL; uic.edu
Illinois Institute of Technology | IIT Chicago | Illinois Tech; US; IL; iit.edu,illinoistech.edu; 1890
DePaul University; US; IL; depaul.edu; 1898
Loyola University Chicago; US; IL; luc.edu; 1870
Illinois State University; US; IL; ilstu.edu; 1857
Northern Illinois University | NIU; US; IL; niu.edu; 1895
University of Wisconsin-Madison | UW-Madison | UW Madison | University of Wisconsin Madison; US; WI; wisc.edu; 1848
University of Wisconsin-Milwaukee | UW-Milwaukee | UWM; US; WI; uwm.edu; 1956
Marquette University; US; WI; marquette.edu; 1881
University of Minnesota | University of Minnesota Twin Cities | University of Minnesota-Twin Cities | UMN; US; MN; umn.edu; 1851
Purdue University | Purdue | Purdue University-Main Campus | Purdue University West Lafayette; US; IN; purdue.edu; 1869
Purdue University Global | Purdue Global; US; IN; purdueglobal.edu; 1937; ; Kaplan University@2018
Indiana University Bloomington | Indiana University | IU Bloomington; US; IN; iu.edu,indiana.edu; 1820
University of Notre Dame | Notre Dame; US; IN; nd.edu; 1842
Indiana University Indianapolis | IU Indianapolis; US; IN; iu.edu; ; ; Indiana University-Purdue University Indianapolis@2024
Ohio State University | The Ohio State University | OSU Columbus; US; OH; osu.edu; 1870
University of Cincinnati; US; OH; uc.edu; 1819
Case Western Reserve University | CWRU | Case Western; US; OH; case.edu; 1826
Miami University | Miami University Oxford; US; OH; miamioh.edu; 1809
Ohio University; US; OH; ohio.edu; 1804
Bowling Green State University | BGSU; US; OH; bgsu.edu; 1910
Kent State University; US; OH; kent.edu; 1910
University of Dayton; US; OH; udayton.edu; 1850
Pennsylvania State University | Penn State | Penn State University | PSU University Park | The Pennsylvania State University; US; PA; psu.edu; 1855
University of Pittsburgh | Pitt; US; PA; pitt.edu; 1787
Temple University; US; PA; temple.edu; 1884
Drexel University | Drexel; US; PA; drexel.edu; 1891
Villanova University; US; PA; villanova.edu; 1842
Lehigh University; US; PA; lehigh.edu; 1865
University of the Arts | The University of the Arts; US; PA; uarts.edu; 1876; 2024
Commonwealth University of Pennsylvania; US; PA; commonwealthu.edu
University of the Sciences | University of the Sciences in Philadelphia; US; PA; ; 1821; ; Philadelphia College of Pharmacy and Science@1998
Thomas Jefferson University; US; PA; jefferson.edu; 1824
Philadelphia University; US; PA; philau.edu; 1884; ; Philadelphia College of Textiles and Science@1999
Arcadia University; US; PA; arcadia.edu; 1853; ; Beaver College@2001
New York University | NYU; US; NY; nyu.edu; 1831
NYU Tandon School of Engineering | New York University Tandon School of Engineering | Polytechnic University; US; NY; nyu.edu; 1854; ; Polytechnic Institute of New York University@2015
Rochester Institute of Technology | RIT; US; NY; rit.edu; 1829
University of Rochester; US; NY; rochester.edu; 1850
Rensselaer Polytechnic Institute | RPI; US; NY; rpi.edu; 1824
Syracuse University; US; NY; syr.edu,syracuse.edu; 1870
Fordham University; US; NY; fordham.edu; 1841
Stony Brook University | SUNY Stony Brook | State University of New York at Stony Brook; US; NY; stonybrook.edu; 1957
University at Buffalo | SUNY Buffalo | State University of New York at Buffalo; US; NY; buffalo.edu; 1846
Binghamton University | SUNY Binghamton; US; NY; binghamton.edu; 1946
University at Albany | SUNY Albany | State University of New York at Albany; US; NY; albany.edu; 1844
City College of New York | CUNY City College | CCNY; US; NY; ccny.cuny.edu; 1847
Baruch College | CUNY Baruch College | CUNY Bernard M Baruch College; US; NY; baruch.cuny.edu; 1919
Hunter College | CUNY Hunter College; US; NY; hunter.cuny.edu; 1870
Brooklyn College | CUNY Brooklyn College; US; NY; brooklyn.cuny.edu; 1930
Queens College | CUNY Queens College | Queens College, City University of New York; US; NY; qc.cuny.edu; 1937
Pace University; US; NY; pace.edu; 1906
The New School | New School University; US; NY; newschool.edu; 1919
Pratt Institute; US; NY; pratt.edu; 1887
Cooper Union | The Cooper Union for the Advancement of Science and Art; US; NY; cooper.edu; 1859
Barnard College; US; NY; barnard.edu; 1889
Vassar College; US; NY; vassar.edu; 1861
Colgate University; US; NY; colgate.edu; 1819
St. John's University | St. John's University-New York; US; NY; stjohns.edu; 1870
Hofstra University; US; NY; hofstra.edu; 1935
Marymount Manhattan College; US; NY; mmm.edu; 1936
College of New Rochelle; US; NY; ; 1904; 2019
Cazenovia College; US; NY; ; 1824; 2023
Wells College; US; NY; wells.edu; 1868; 2024
College of Saint Rose | The College of Saint Rose; US; NY; strose.edu; 1920; 2024
Medaille University | Medaille College; US; NY; ; 1875; 2023
Boston University; US; MA; bu.edu; 1839
Boston College; US; MA; bc.edu; 1863
Northeastern University | Northeastern; US; MA; northeastern.edu,neu.edu; 1898
Tufts University | Tufts; US; MA; tufts.edu; 1852
Brandeis University; US; MA; brandeis.edu; 1948
University of Massachusetts Amherst | UMass Amherst | University of Massachusetts-Amherst | UMass; US; MA; umass.edu; 1863
University of Massachusetts Lowell | UMass Lowell | University of Massachusetts-Lowell; US; MA; uml.edu; 1894; ; University of Lowell@1991
University of Massachusetts Boston | UMass Boston | University of Massachusetts-Boston; US; MA; umb.edu; 1964
Worcester Polytechnic Institute | WPI; US; MA; wpi.edu; 1865
Amherst College; US; MA; amherst.edu; 1821
Williams College; US; MA; williams.edu; 1793
Wellesley College; US; MA; wellesley.edu; 1870
Smith College; US; MA; smith.edu; 1871
Babson College; US; MA; babson.edu; 1919
Bentley University; US; MA; bentley.edu; 1917; ; Bentley College@2008
Suffolk University; US; MA; suffolk.edu; 1906
Mount Ida College; US; MA; ; 1899; 2018
Wheelock College; US; MA; ; 1888
Newbury College; US; MA; ; 1962
Becker College; US; MA; ; 1784; 2021
Rutgers University | Rutgers, The State University of New Jersey | Rutgers University-New Brunswick | Rutgers; US; NJ; rutgers.edu; 1766
New Jersey Institute of Technology | NJIT | Newark College of Engineering; US; NJ; njit.edu; 1881
Stevens Institute of Technology | Stevens Tech; US; NJ; stevens.edu; 1870
The College of New Jersey | TCNJ; US; NJ; tcnj.edu; 1855; ; Trenton State College@1996
Rowan University; US; NJ; rowan.edu; 1923; ; Glassboro State College@1992
Montclair State University; US; NJ; montclair.edu; 1908; ; Montclair State College@1994
Seton Hall University; US; NJ; shu.edu; 1856
University of Connecticut | UConn; US; CT; uconn.edu; 1881
Wesleyan University; US; CT; wesleyan.edu; 1831
University of Rhode Island | URI; US; RI; uri.edu; 1892
Rhode Island School of Design | RISD; US; RI; risd.edu; 1877
University of New Hampshire | UNH; US; NH; unh.edu; 1866
Southern New Hampshire University | SNHU; US; NH; snhu.edu; 1932; ; New Hampshire College@2001
Daniel Webster College; US; NH; ; 1965; 2017
University of Vermont | UVM; US; VT; uvm.edu; 1791
Vermont State University; US; VT; vermontstate.edu
Green Mountain College; US; VT; ; 1834; 2019
Marlboro College; US; VT; ; 1946; 2020
University of Maine; US; ME; maine.edu; 1865
University of Maryland, College Park | University of Maryland | UMD | University of Maryland-College Park; US; MD; umd.edu; 1856
University of Maryland, Baltimore County | UMBC | University of Maryland Baltimore County; US; MD; umbc.edu; 1966
University of Maryland Global Campus | UMGC; US; MD; umgc.edu; 1947; ; University of Maryland University College@2019
Towson University; US; MD; towson.edu; 1866; ; Towson State University@1997
Georgetown University | Georgetown; US; DC; georgetown.edu; 1789
George Washington University | GWU | The George Washington University; US; DC; gwu.edu; 1821
American University | American University Washington; US; DC; american.edu; 1893
Howard University; US; DC; howard.edu; 1867
Catholic University of America | The Catholic University of America | CUA; US; DC; cua.edu; 1887
University of Delaware; US; DE; udel.edu; 1743
George Mason University | GMU; US; VA; gmu.edu; 1949
James Madison University | JMU; US; VA; jmu.edu; 1908
College of William & Mary | William & Mary | William and Mary; US; VA; wm.edu; 1693
Virginia Commonwealth University | VCU; US; VA; vcu.edu; 1838
Old Dominion University | ODU; US; VA; odu.edu; 1930
Liberty University; US; VA; liberty.edu; 1971
West Virginia University | WVU; US; WV; wvu.edu; 1867
University of South Carolina | University of South Carolina-Columbia; US; SC; sc.edu; 1801
Clemson University | Clemson; US; SC; clemson.edu; 1889
University of Florida | UF Gainesville; US; FL; ufl.edu; 1853
Florida State University | FSU; US; FL; fsu.edu; 1851
University of Miami; US; FL; miami.edu; 1925
University of Central Florida | UCF; US; FL; ucf.edu; 1963; ; Florida Technological University@1978
University of South Florida | USF Tampa; US; FL; usf.edu; 1956
Florida International University | FIU; US; FL; fiu.edu; 1965
Florida Atlantic University | FAU; US; FL; fau.edu; 1961
Embry-Riddle Aeronautical University | ERAU; US; FL; erau.edu; 1926
Full Sail University; US; FL; fullsail.edu
Florida Institute of Technology | Florida Tech; US; FL; fit.edu; 1958
Auburn University; US; AL; auburn.edu; 1856
University of Alabama | The University of Alabama; US; AL; ua.edu; 1820
University of Alabama at Birmingham | UAB; US; AL; uab.edu; 1859
University of Alabama in Huntsville | UAH; US; AL; uah.edu; 1950
Birmingham-Southern College; US; AL; bsc.edu; 1856; 2024
Vanderbilt University | Vanderbilt; US; TN; vanderbilt.edu; 1873
University of Tennessee, Knoxville | University of Tennessee | University of Tennessee-Knoxville | UTK; US; TN; utk.edu; 1794
University of Memphis; US; TN; memphis.edu; 1912; ; Memphis State University@1994
University of Kentucky; US; KY; uky.edu; 1865
University of Louisville; US; KY; louisville.edu; 1798
Louisiana State University | LSU | Louisiana State University and Agricultural & Mechanical College; US; LA; lsu.edu; 1860
Tulane University | Tulane University of Louisiana; US; LA; tulane.edu; 1834
University of Louisiana at Lafayette; US; LA; louisiana.edu; 1898; ; University of Southwestern Louisiana@1999
University of Mississippi | Ole Miss; US; MS; olemiss.edu; 1848
Mississippi State University; US; MS; msstate.edu; 1878
University of Arkansas; US; AR; uark.edu; 1871
Washington University in St. Louis | WashU | WUSTL | Washington University in St Louis; US; MO; wustl.edu; 1853
University of Missouri | University of Missouri-Columbia | Mizzou; US; MO; missouri.edu; 1839
Missouri University of Science and Technology | Missouri S&T; US; MO; mst.edu; 1870; ; University of Missouri-Rolla@2007
Saint Louis University | SLU; US; MO; slu.edu; 1818
Missouri State University; US; MO; missouristate.edu; 1905; ; Southwest Missouri State University@2005
Truman State University; US; MO; truman.edu; 1867; ; Northeast Missouri State University@1996
University of Iowa; US; IA; uiowa.edu; 1847
Iowa State University | Iowa State University of Science and Technology; US; IA; iastate.edu; 1858
Iowa Wesleyan University; US; IA; ; 1842; 2023
University of Nebraska-Lincoln | University of Nebraska Lincoln | UNL; US; NE; unl.edu; 1869
University of Nebraska at Omaha | UNO Omaha; US; NE; unomaha.edu; 1908
Creighton University; US; NE; creighton.edu; 1878
University of Kansas | KU Lawrence; US; KS; ku.edu; 1865
Kansas State University | K-State; US; KS; k-state.edu,ksu.edu; 1863
Wichita State University; US; KS; wichita.edu; 1895
University of Oklahoma | OU Norman; US; OK; ou.edu; 1890
Oklahoma State University | Oklahoma State University-Main Campus; US; OK; okstate.edu; 1890
University of North Dakota; US; ND; und.edu; 1883
North Dakota State University | NDSU; US; ND; ndsu.edu; 1890
South Dakota State University; US; SD; sdstate.edu; 1881
University of Colorado Boulder | CU Boulder | University of Colorado at Boulder; US; CO; colorado.edu; 1876
University of Colorado Denver | CU Denver; US; CO; ucdenver.edu; 1912
Colorado State University | Colorado State University-Fort Collins | CSU Fort Collins; US; CO; colostate.edu; 1870
Colorado School of Mines; US; CO; mines.edu; 1874
University of Denver; US; CO; du.edu; 1864
Colorado Technical University; US; CO; coloradotech.edu; 1965
University of Utah; US; UT; utah.edu; 1850
Brigham Young University | BYU; US; UT; byu.edu; 1875
Utah State University; US; UT; usu.edu; 1888
Utah Tech University; US; UT; utahtech.edu; 1911; ; Dixie State University@2022
Western Governors University | WGU; US; UT; wgu.edu; 1997
Utah Valley University | UVU; US; UT; uvu.edu; 1941; ; Utah Valley State College@2008
Weber State University; US; UT; weber.edu; 1889
Arizona State University | ASU | Arizona State University Campus Immersion; US; AZ; asu.edu; 1885
Thunderbird School of Global Management; US; AZ; thunderbird.asu.edu; 1946
University of Arizona | UArizona | The University of Arizona; US; AZ; arizona.edu; 1885
University of Arizona Global Campus | UAGC; US; AZ; uagc.edu
Ashford University; US; CA; ashford.edu; 1918
Northern Arizona University | NAU; US; AZ; nau.edu; 1899
Grand Canyon University; US; AZ; gcu.edu; 1949
University of Phoenix; US; AZ; phoenix.edu
University of New Mexico | UNM; US; NM; unm.edu; 1889
New Mexico State University | NMSU; US; NM; nmsu.edu; 1888
University of Nevada, Las Vegas | UNLV | University of Nevada Las Vegas; US; NV; unlv.edu; 1957
University of Nevada, Reno | UNR | University of Nevada Reno; US; NV; unr.edu; 1874
University of Washington | UW Seattle | University of Washington-Seattle Campus | UDub; US; WA; uw.edu,washington.edu; 1861
Washington State University | WSU Pullman; US; WA; wsu.edu; 1890
Western Washington University | WWU; US; WA; wwu.edu; 1893
Seattle University; US; WA; seattleu.edu; 1891
Gonzaga University; US; WA; gonzaga.edu; 1887
DigiPen Institute of Technology | DigiPen; US; WA; digipen.edu
University of Oregon; US; OR; uoregon.edu; 1876
Oregon State University; US; OR; oregonstate.edu; 1868
Portland State University; US; OR; pdx.edu; 1946
Marylhurst University; US; OR; ; 1893; 2018
Concordia University Portland; US; OR; ; 1905; 2020
Boise State University; US; ID; boisestate.edu; 1932
University of Idaho; US; ID; uidaho.edu; 1889
Montana State University; US; MT; montana.edu; 1893
University of Montana | The University of Montana; US; MT; umt.edu; 1893
University of Wyoming; US; WY; uwyo.edu; 1886
University of Alaska Fairbanks | UAF; US; AK; uaf.edu; 1917
University of Hawaii at Manoa | University of Hawaiʻi at Mānoa | UH Manoa; US; HI; hawaii.edu; 1907
San Jose State University | SJSU | San José State University; US; CA; sjsu.edu; 1857
San Francisco State University | SFSU | SF State; US; CA; sfsu.edu; 1899
San Diego State University | SDSU; US; CA; sdsu.edu; 1897
California Polytechnic State University, San Luis Obispo | Cal Poly San Luis Obispo | Cal Poly SLO | California Polytechnic State University-San Luis Obispo; US; CA; calpoly.edu; 1901
California State Polytechnic University, Pomona | Cal Poly Pomona | California State Polytechnic University-Pomona; US; CA; cpp.edu; 1938
California State Polytechnic University, Humboldt | Cal Poly Humboldt; US; CA; humboldt.edu; 1913; ; Humboldt State University@2022
California State University, Long Beach | CSULB | Cal State Long Beach | California State University-Long Beach; US; CA; csulb.edu; 1949
California State University, Fullerton | CSUF | Cal State Fullerton | California State University-Fullerton; US; CA; fullerton.edu; 1957
California State University, Northridge | CSUN | California State University-Northridge; US; CA; csun.edu; 1958
California State University, Sacramento | Sacramento State | CSUS | California State University-Sacramento; US; CA; csus.edu; 1947
California State University, Los Angeles | Cal State LA | California State University-Los Angeles; US; CA; calstatela.edu; 1947
California State University, East Bay | CSU East Bay; US; CA; csueastbay.edu; 1957; ; California State University, Hayward@2005
California State University Maritime Academy | Cal Maritime; US; CA; csum.edu; 1929
Santa Clara University; US; CA; scu.edu; 1851
University of San Francisco; US; CA; usfca.edu; 1855
University of San Diego; US; CA; sandiego.edu; 1949
Pepperdine University; US; CA; pepperdine.edu; 1937
Loyola Marymount University | LMU Los Angeles; US; CA; lmu.edu; 1911
Harvey Mudd College; US; CA; hmc.edu; 1955
Pomona College; US; CA; pomona.edu; 1887
Claremont McKenna College; US; CA; cmc.edu; 1946; ; Claremont Men's College@1981
Mills College; US; CA; mills.edu; 1852
Holy Names University; US; CA; ; 1868; 2023
San Francisco Art Institute | SFAI; US; CA; ; 1871
San Francisco Bay University | SFBU | Northwestern Polytechnic University; US; CA; sfbu.edu
ITT Technical Institute | ITT Tech; US; ; ; 1969; 2016
Heald College; US; CA; ; 1863; 2015
American InterContinental University | AIU; US; ; aiuniv.edu; 1970
Argosy University; US; ; ; ; 2019
The Art Institutes | Art Institute of Pittsburgh; US; ; ; 1921; 2023
DeVry University | DeVry Institute of Technology; US; IL; devry.edu; 1931
Capella University; US; MN; capella.edu; 1993
Walden University; US; MN; waldenu.edu; 1970
Strayer University; US; DC; strayer.edu; 1892
Excelsior University; US; NY; excelsior.edu; 1971; ; Excelsior College@2022
Thomas Edison State University; US; NJ; tesu.edu; 1972; ; Thomas Edison State College@2015
National University | National University San Diego; US; CA; nu.edu
Northcentral University; US; CA
University of the Potomac; US; DC; potomac.edu
Stratford University; US; VA; ; 1976; 2022
Pennsylvania Western University | PennWest; US; PA; pennwest.edu
Swarthmore College; US; PA; swarthmore.edu; 1864
Bryn Mawr College; US; PA; brynmawr.edu; 1885
Haverford College; US; PA; haverford.edu; 1833
Bucknell University; US; PA; bucknell.edu; 1846
Carleton College; US; MN; carleton.edu; 1866
Macalester College; US; MN; macalester.edu; 1874
Oberlin College; US; OH; oberlin.edu; 1833
Grinnell College; US; IA; grinnell.edu; 1846
Reed College; US; OR; reed.edu; 1908
United States Military Academy | West Point | USMA; US; NY; westpoint.edu; 1802
United States Naval Academy | USNA | Annapolis; US; MD; usna.edu; 1845
United States Air Force Academy | USAFA; US; CO; usafa.edu; 1954
Santa Monica College; US; CA; smc.edu; 1929
De Anza College; US; CA; deanza.edu; 1967
Miami Dade College; US; FL; mdc.edu; 1959; ; Miami-Dade Community College@2003
Houston Community College; US; TX; hccs.edu; 1971
Northern Virginia Community College | NOVA Community College; US; VA; nvcc.edu; 1964
Austin Community College | Austin Community College District; US; TX; austincc.edu; 1972
University of Oxford | Oxford University | Oxford; GB; ; ox.ac.uk; 1096
University of Cambridge | Cambridge University | Cambridge; GB; ; cam.ac.uk; 1209
Imperial College London | Imperial College | Imperial; GB; ; imperial.ac.uk,ic.ac.uk; 1907
University College London | UCL; GB; ; ucl.ac.uk; 1826
London School of Economics and Political Science | London School of Economics | LSE; GB; ; lse.ac.uk; 1895
King's College London | KCL; GB; ; kcl.ac.uk; 1829
University of Edinburgh | Edinburgh University | The University of Edinburgh; GB; ; ed.ac.uk; 1583
University of Manchester | The University of Manchester; GB; ; manchester.ac.uk; 1824; ; Victoria University of Manchester@2004 | UMIST@2004
University of Glasgow | Glasgow University; GB; ; gla.ac.uk; 1451
University of Strathclyde; GB; ; strath.ac.uk; 1796
University of St Andrews | St Andrews; GB; ; st-andrews.ac.uk; 1413
University of Aberdeen; GB; ; abdn.ac.uk; 1495
University of Bristol | Bristol University; GB; ; bristol.ac.uk; 1876
University of Warwick | Warwick University; GB; ; warwick.ac.uk; 1965
University of Leeds | Leeds University; GB; ; leeds.ac.uk; 1904
University of Sheffield | The University of Sheffield; GB; ; sheffield.ac.uk; 1905
University of Nottingham | The University of Nottingham; GB; ; nottingham.ac.uk; 1881
University of Birmingham; GB; ; bham.ac.uk,birmingham.ac.uk; 1900
University of Southampton; GB; ; soton.ac.uk; 1862
University of Liverpool; GB; ; liverpool.ac.uk; 1881
Newcastle University | University of Newcastle upon Tyne; GB; ; ncl.ac.uk; 1963
Durham University | University of Durham; GB; ; durham.ac.uk; 1832
University of Exeter; GB; ; exeter.ac.uk; 1955
University of Bath; GB; ; bath.ac.uk; 1856
University of York; GB; ; york.ac.uk; 1963
Lancaster University; GB; ; lancaster.ac.uk; 1964
Loughborough University; GB; ; lboro.ac.uk; 1966
University of Surrey; GB; ; surrey.ac.uk; 1966
University of Sussex; GB; ; sussex.ac.uk; 1961
University of Kent; GB; ; kent.ac.uk; 1965
University of Essex; GB; ; essex.ac.uk; 1964
Queen Mary University of London | Queen Mary, University of London | QMUL; GB; ; qmul.ac.uk; 1887
City St George's, University of London; GB; ; city.ac.uk; 1894; ; City, University of London@2024 | City University London@2016
University of Westminster; GB; ; westminster.ac.uk; 1838; ; Polytechnic of Central London@1992
University of Greenwich; GB; ; gre.ac.uk; 1890; ; Thames Polytechnic@1992
London Metropolitan University | London Met; GB; ; londonmet.ac.uk
Manchester Metropolitan University; GB; ; mmu.ac.uk; 1970; ; Manchester Polytechnic@1992
Coventry University; GB; ; coventry.ac.uk; 1970; ; Coventry Polytechnic@1992
University of Hertfordshire; GB; ; herts.ac.uk; 1952; ; Hatfield Polytechnic@1992
Sheffield Hallam University; GB; ; shu.ac.uk; 1969; ; Sheffield City Polytechnic@1992
Northumbria University; GB; ; northumbria.ac.uk; 1969; ; Newcastle Polytechnic@1992
Cardiff University; GB; ; cardiff.ac.uk; 1883; ; University of Wales, Cardiff@2005
Swansea University; GB; ; swansea.ac.uk; 1920
Queen's University Belfast | QUB; GB; ; qub.ac.uk; 1845
Heriot-Watt University; GB; ; hw.ac.uk; 1821
The Open University | Open University; GB; ; open.ac.uk; 1969
Trinity College Dublin | TCD | University of Dublin; IE; ; tcd.ie; 1592
University College Dublin | UCD Dublin; IE; ; ucd.ie; 1854
University College Cork; IE; ; ucc.ie; 1845
University of Galway; IE; ; universityofgalway.ie,nuigalway.ie; 1845; ; National University of Ireland, Galway@2022
Dublin City University | DCU; IE; ; dcu.ie
Technological University Dublin | TU Dublin; IE; ; tudublin.ie
Dublin Institute of Technology | DIT; IE; ; dit.ie; 1887
University of Limerick; IE; ; ul.ie; 1972
University of Toronto | U of T | UofT; CA; ON; utoronto.ca; 1827
University of Waterloo | UWaterloo; CA; ON; uwaterloo.ca; 1957
Queen's University | Queen's University at Kingston; CA; ON; queensu.ca; 1841
McMaster University; CA; ON; mcmaster.ca; 1887
Western University | University of Western Ontario; CA; ON; uwo.ca,westernu.ca; 1878
York University; CA; ON; yorku.ca; 1959
University of Ottawa | uOttawa; CA; ON; uottawa.ca; 1848
Carleton University; CA; ON; carleton.ca; 1942
Toronto Metropolitan University | TMU; CA; ON; torontomu.ca,ryerson.ca; 1948; ; Ryerson University@2022
University of Guelph; CA; ON; uoguelph.ca
Wilfrid Laurier University; CA; ON; wlu.ca; 1911
Ontario Tech University | University of Ontario Institute of Technology; CA; ON; ontariotechu.ca
Seneca Polytechnic | Seneca College; CA; ON; senecapolytechnic.ca,senecacollege.ca; 1967
McGill University | McGill; CA; QC; mcgill.ca; 1821
Concordia University | Concordia University Montreal; CA; QC; concordia.ca
Université de Montréal | University of Montreal | UdeM; CA; QC; umontreal.ca; 1878
Université Laval | Laval University; CA; QC; ulaval.ca; 1852
Polytechnique Montréal | École Polytechnique de Montréal; CA; QC; polymtl.ca; 1873
University of British Columbia | UBC; CA; BC; ubc.ca; 1908
Simon Fraser University | SFU; CA; BC; sfu.ca; 1965
University of Victoria | UVic; CA; BC; uvic.ca
British Columbia Institute of Technology | BCIT; CA; BC; bcit.ca; 1964
University of Alberta; CA; AB; ualberta.ca; 1908
University of Calgary; CA; AB; ucalgary.ca
University of Manitoba; CA; MB; umanitoba.ca; 1877
University of Saskatchewan; CA; SK; usask.ca; 1907
Dalhousie University; CA; NS; dal.ca; 1818
Memorial University of Newfoundland | Memorial University; CA; NL; mun.ca; 1925
University of Melbourne | The University of Melbourne; AU; VIC; unimelb.edu.au; 1853
Monash University; AU; VIC; monash.edu; 1958
RMIT University | RMIT | Royal Melbourne Institute of Technology; AU; VIC; rmit.edu.au; 1887
Deakin University; AU; VIC; deakin.edu.au; 1974
Swinburne University of Technology; AU; VIC; swinburne.edu.au; 1908
La Trobe University; AU; VIC; latrobe.edu.au; 1964
University of Sydney | The University of Sydney | USyd; AU; NSW; sydney.edu.au; 1850
University of New South Wales | UNSW | UNSW Sydney; AU; NSW; unsw.edu.au; 1949
University of Technology Sydney | UTS; AU; NSW; uts.edu.au
Macquarie University; AU; NSW; mq.edu.au; 1964
Australian National University | ANU; AU; ACT; anu.edu.au; 1946
University of Queensland | The University of Queensland | UQ; AU; QLD; uq.edu.au; 1909
Queensland University of Technology | QUT; AU; QLD; qut.edu.au
Griffith University; AU; QLD; griffith.edu.au; 1971
University of Adelaide | The University of Adelaide; AU; SA; adelaide.edu.au; 1874
University of Western Australia | UWA; AU; WA; uwa.edu.au; 1911
Curtin University | Curtin University of Technology; AU; WA; curtin.edu.au; 1902
Federation University Australia | Federation University; AU; VIC; federation.edu.au; 1870; ; University of Ballarat@2013
University of Auckland | The University of Auckland; NZ; ; auckland.ac.nz; 1883
University of Otago; NZ; ; otago.ac.nz; 1869
University of Canterbury; NZ; ; canterbury.ac.nz; 1873
Victoria University of Wellington; NZ; ; vuw.ac.nz; 1897
Auckland University of Technology; NZ; ; aut.ac.nz; 1895; ; Auckland Institute of Technology@1999
Technical University of Munich | Technische Universität München | TUM | TU Munich; DE; ; tum.de; 1868
Ludwig Maximilian University of Munich | Ludwig-Maximilians-Universität München | LMU Munich; DE; ; lmu.de; 1472
RWTH Aachen University | RWTH Aachen; DE; ; rwth-aachen.de; 1870
Technical University of Berlin | Technische Universität Berlin | TU Berlin; DE; ; tu-berlin.de; 1879
Humboldt University of Berlin | Humboldt-Universität zu Berlin | HU Berlin; DE; ; hu-berlin.de; 1810
Free University of Berlin | Freie Universität Berlin | FU Berlin; DE; ; fu-berlin.de; 1948
Heidelberg University | Universität Heidelberg | Ruprecht-Karls-Universität Heidelberg; DE; ; uni-heidelberg.de; 1386
Karlsruhe Institute of Technology | KIT | Karlsruher Institut für Technologie; DE; ; kit.edu; 1825; ; Universität Karlsruhe@2009
Technical University of Darmstadt | Technische Universität Darmstadt | TU Darmstadt; DE; ; tu-darmstadt.de; 1877
TU Dresden | Technische Universität Dresden | Dresden University of Technology; DE; ; tu-dresden.de; 1828
University of Stuttgart | Universität Stuttgart; DE; ; uni-stuttgart.de; 1829
University of Hamburg | Universität Hamburg; DE; ; uni-hamburg.de; 1919
University of Bonn | Universität Bonn; DE; ; uni-bonn.de; 1818
University of Cologne | Universität zu Köln; DE; ; uni-koeln.de; 1388
Goethe University Frankfurt | Goethe-Universität Frankfurt am Main; DE; ; uni-frankfurt.de; 1914
University of Göttingen | Georg-August-Universität Göttingen; DE; ; uni-goettingen.de; 1737
Saarland University | Universität des Saarlandes; DE; ; uni-saarland.de; 1948
Leipzig University | Universität Leipzig; DE; ; uni-leipzig.de; 1409
ETH Zurich | ETH Zürich | Swiss Federal Institute of Technology Zurich | ETHZ; CH; ; ethz.ch; 1855
EPFL | École Polytechnique Fédérale de Lausanne | Swiss Federal Institute of Technology Lausanne; CH; ; epfl.ch; 1853
University of Zurich | Universität Zürich | UZH; CH; ; uzh.ch; 1833
University of Geneva | Université de Genève; CH; ; unige.ch; 1559
University of St. Gallen | Universität St. Gallen | HSG; CH; ; unisg.ch; 1898
University of Vienna | Universität Wien; AT; ; univie.ac.at; 1365
TU Wien | Vienna University of Technology | Technische Universität Wien; AT; ; tuwien.ac.at; 1815
Graz University of Technology | TU Graz; AT; ; tugraz.at; 1811
École Polytechnique | Ecole Polytechnique | Institut Polytechnique de Paris; FR; ; polytechnique.edu; 1794
Sorbonne University | Sorbonne Université; FR; ; sorbonne-universite.fr
Pierre and Marie Curie University | Université Pierre et Marie Curie | UPMC | Paris 6; FR; ; upmc.fr
Paris-Sorbonne University | Université Paris-Sorbonne | Paris IV; FR
Université Paris-Saclay | Paris-Saclay University; FR; ; universite-paris-saclay.fr
Université Paris-Sud | University of Paris-Sud | Paris XI; FR; ; u-psud.fr
Université Paris Cité | Paris Cité University | Université de Paris; FR; ; u-paris.fr
CentraleSupélec; FR; ; centralesupelec.fr
École Centrale Paris | Ecole Centrale Paris; FR; ; ecp.fr; 1829
Supélec | École supérieure d'électricité; FR; ; supelec.fr; 1894
HEC Paris; FR; ; hec.edu; 1881
INSEAD; FR; ; insead.edu; 1957
ESSEC Business School | ESSEC; FR; ; essec.edu; 1907
Sciences Po | Institut d'études politiques de Paris; FR; ; sciencespo.fr; 1872
École Normale Supérieure | ENS Paris | Ecole Normale Superieure; FR; ; ens.psl.eu,ens.fr; 1794
Télécom Paris; FR; ; telecom-paris.fr; 1878; ; Télécom ParisTech@2019
INSA Lyon; FR; ; insa-lyon.fr; 1957
Delft University of Technology | TU Delft | Technische Universiteit Delft; NL; ; tudelft.nl; 1842
Eindhoven University of Technology | TU Eindhoven | TU/e; NL; ; tue.nl; 1956
University of Amsterdam | Universiteit van Amsterdam; NL; ; uva.nl; 1632
Vrije Universiteit Amsterdam | VU Amsterdam | VU University Amsterdam; NL; ; vu.nl; 1880
Leiden University | Universiteit Leiden; NL; ; leidenuniv.nl,universiteitleiden.nl; 1575
Utrecht University | Universiteit Utrecht; NL; ; uu.nl; 1636
University of Groningen | Rijksuniversiteit Groningen; NL; ; rug.nl; 1614
Erasmus University Rotterdam; NL; ; eur.nl; 1913
University of Twente; NL; ; utwente.nl; 1961
KU Leuven | Katholieke Universiteit Leuven | Catholic University of Leuven; BE; ; kuleuven.be; 1425
Université catholique de Louvain | UCLouvain; BE; ; uclouvain.be; 1425
Ghent University | Universiteit Gent | UGent; BE; ; ugent.be; 1817
Université libre de Bruxelles | ULB; BE; ; ulb.be; 1834
KTH Royal Institute of Technology | KTH; SE; ; kth.se; 1827
Chalmers University of Technology | Chalmers; SE; ; chalmers.se; 1829
Lund University | Lunds universitet; SE; ; lu.se; 1666
Uppsala University | Uppsala universitet; SE; ; uu.se; 1477
Stockholm University; SE; ; su.se; 1878
Linköping University; SE; ; liu.se
Technical University of Denmark | DTU; DK; ; dtu.dk; 1829
University of Copenhagen | Københavns Universitet; DK; ; ku.dk; 1479
Aarhus University; DK; ; au.dk; 1928
Norwegian University of Science and Technology | NTNU; NO; ; ntnu.no; 1910
University of Oslo | Universitetet i Oslo; NO; ; uio.no; 1811
Aalto University | Aalto-yliopisto; FI; ; aalto.fi
Helsinki University of Technology | TKK; FI; ; tkk.fi; 1849
University of Helsinki; FI; ; helsinki.fi; 1640
Tampere University; FI; ; tuni.fi; 1925
Tampere University of Technology; FI; ; tut.fi; 1965
Politecnico di Milano | Polytechnic University of Milan; IT; ; polimi.it; 1863
Politecnico di Torino | Polytechnic University of Turin; IT; ; polito.it; 1859
Sapienza University of Rome | Università degli Studi di Roma La Sapienza | La Sapienza; IT; ; uniroma1.it; 1303
University of Bologna | Università di Bologna | Alma Mater Studiorum; IT; ; unibo.it; 1088
University of Padua | Università degli Studi di Padova; IT; ; unipd.it; 1222
Bocconi University | Università Bocconi; IT; ; unibocconi.it; 1902
Universidad Politécnica de Madrid | Technical University of Madrid; ES; ; upm.es
Universitat Politècnica de Catalunya | Polytechnic University of Catalonia; ES; ; upc.edu
University of Barcelona | Universitat de Barcelona; ES; ; ub.edu; 1450
Complutense University of Madrid | Universidad Complutense de Madrid; ES; ; ucm.es; 1499
Universidad Carlos III de Madrid | UC3M; ES; ; uc3m.es
Universitat Politècnica de València | UPV; ES; ; upv.es; 1968
IE University; ES; ; ie.edu
University of Lisbon | Universidade de Lisboa; PT; ; ulisboa.pt; 1911
Technical University of Lisbon | Universidade Técnica de Lisboa; PT; ; utl.pt; 1930
Instituto Superior Técnico | IST Lisbon; PT; ; tecnico.ulisboa.pt; 1911
University of Porto | Universidade do Porto; PT; ; up.pt; 1911
University of Warsaw | Uniwersytet Warszawski; PL; ; uw.edu.pl; 1816
Warsaw University of Technology | Politechnika Warszawska; PL; ; pw.edu.pl; 1915
Jagiellonian University | Uniwersytet Jagielloński; PL; ; uj.edu.pl; 1364
AGH University of Krakow | AGH; PL; ; agh.edu.pl; 1913; ; AGH University of Science and Technology@2023
Wrocław University of Science and Technology | Politechnika Wrocławska; PL; ; pwr.edu.pl; 1945
Charles University | Univerzita Karlova | Charles University in Prague; CZ; ; cuni.cz; 1348
Czech Technical University in Prague | CTU Prague | ČVUT; CZ; ; cvut.cz; 1707
Brno University of Technology; CZ; ; vut.cz; 1899
Budapest University of Technology and Economics | BME; HU; ; bme.hu; 1782
Eötvös Loránd University | ELTE; HU; ; elte.hu; 1635
Central European University; AT; ; ceu.edu
University Politehnica of Bucharest | Politehnica University of Bucharest | National University of Science and Technology Politehnica Bucharest; RO; ; upb.ro; 1864
Babeș-Bolyai University | Babes-Bolyai University; RO; ; ubbcluj.ro; 1919
Sofia University | Sofia University St. Kliment Ohridski; BG; ; uni-sofia.bg; 1888
University of Belgrade; RS; ; bg.ac.rs; 1808
University of Zagreb; HR; ; unizg.hr; 1669
University of Ljubljana; SI; ; uni-lj.si; 1919
National and Kapodistrian University of Athens | University of Athens; GR; ; uoa.gr; 1837
National Technical University of Athens | NTUA; GR; ; ntua.gr; 1837
Aristotle University of Thessaloniki; GR; ; auth.gr; 1925
Taras Shevchenko National University of Kyiv | Kyiv National University; UA; ; knu.ua; 1834
Igor Sikorsky Kyiv Polytechnic Institute | National Technical University of Ukraine | KPI; UA; ; kpi.ua; 1898
Lviv Polytechnic National University | Lviv Polytechnic; UA; ; lpnu.ua; 1816
Lomonosov Moscow State University | Moscow State University | MSU Moscow; RU; ; msu.ru; 1755
Saint Petersburg State University | St Petersburg University; RU; ; spbu.ru; 1724
Moscow Institute of Physics and Technology | MIPT; RU; ; mipt.ru,phystech.edu; 1946
Bauman Moscow State Technical University; RU; ; bmstu.ru; 1830
ITMO University; RU; ; itmo.ru; 1900
HSE University | Higher School of Economics; RU; ; hse.ru
University of Tartu; EE; ; ut.ee; 1632
Tallinn University of Technology | TalTech; EE; ; taltech.ee; 1918
Vilnius University; LT; ; vu.lt; 1579
Riga Technical University; LV; ; rtu.lv; 1862
Istanbul Technical University | İstanbul Teknik Üniversitesi | ITU Istanbul; TR; ; itu.edu.tr; 1773
Boğaziçi University | Bogazici University; TR; ; bogazici.edu.tr,boun.edu.tr; 1863
Middle East Technical University | METU | Orta Doğu Teknik Üniversitesi | ODTÜ; TR; ; metu.edu.tr; 1956
Bilkent University; TR; ; bilkent.edu.tr; 1984
Koç University | Koc University; TR; ; ku.edu.tr; 1993
Sabancı University | Sabanci University; TR; ; sabanciuniv.edu; 1994
Technion – Israel Institute of Technology | Technion | Technion Israel Institute of Technology; IL; ; technion.ac.il; 1912
Tel Aviv University; IL; ; tau.ac.il; 1956
Hebrew University of Jerusalem | The Hebrew University; IL; ; huji.ac.il; 1918
Ben-Gurion University of the Negev | BGU; IL; ; bgu.ac.il
Weizmann Institute of Science; IL; ; weizmann.ac.il; 1934
Cairo University; EG; ; cu.edu.eg; 1908
Ain Shams University; EG; ; asu.edu.eg; 1950
American University in Cairo | AUC; EG; ; aucegypt.edu; 1919
American University of Beirut | AUB; LB; ; aub.edu.lb; 1866
University of Jordan; JO; ; ju.edu.jo; 1962
King Saud University; SA; ; ksu.edu.sa; 1957
King Fahd University of Petroleum and Minerals | KFUPM; SA; ; kfupm.edu.sa; 1963
King Abdullah University of Science and Technology | KAUST; SA; ; kaust.edu.sa
Khalifa University; AE; ; ku.ac.ae
American University of Sharjah; AE; ; aus.edu
Sharif University of Technology; IR; ; sharif.edu; 1966
University of Tehran; IR; ; ut.ac.ir; 1934
Amirkabir University of Technology | Tehran Polytechnic; IR; ; aut.ac.ir; 1956
Indian Institute of Technology Bombay | IIT Bombay | IITB; IN; ; iitb.ac.in; 1958
Indian Institute of Technology Delhi | IIT Delhi | IITD; IN; ; iitd.ac.in; 1961
Indian Institute of Technology Madras | IIT Madras | IITM; IN; ; iitm.ac.in; 1959
Indian Institute of Technology Kanpur | IIT Kanpur | IITK; IN; ; iitk.ac.in; 1959
Indian Institute of Technology Kharagpur | IIT Kharagpur; IN; ; iitkgp.ac.in; 1951
Indian Institute of Technology Roorkee | IIT Roorkee; IN; ; iitr.ac.in; 1847; ; University of Roorkee@2001
Indian Institute of Technology Guwahati | IIT Guwahati; IN; ; iitg.ac.in; 1994
Indian Institute of Technology Hyderabad | IIT Hyderabad; IN; ; iith.ac.in; 2008
Indian Institute of Science | IISc | IISc Bangalore; IN; ; iisc.ac.in; 1909
Indian Institute of Management Ahmedabad | IIM Ahmedabad | IIMA; IN; ; iima.ac.in; 1961
Indian Institute of Management Bangalore | IIM Bangalore | IIMB; IN; ; iimb.ac.in; 1973
Indian Institute of Management Calcutta | IIM Calcutta; IN; ; iimcal.ac.in; 1961
Birla Institute of Technology and Science, Pilani | BITS Pilani | BITS; IN; ; pilani.bits-pilani.ac.in
National Institute of Technology Tiruchirappalli | NIT Trichy; IN; ; nitt.edu; 1964; ; Regional Engineering College, Tiruchirappalli@2003
National Institute of Technology Karnataka | NIT Surathkal | NITK; IN; ; nitk.ac.in; 1960; ; Karnataka Regional Engineering College@2002
National Institute of Technology Warangal | NIT Warangal; IN; ; nitw.ac.in; 1959; ; Regional Engineering College, Warangal@2002
University of Delhi | Delhi University | DU Delhi; IN; ; du.ac.in; 1922
Delhi Technological University | DTU Delhi; IN; ; dtu.ac.in; 1941; ; Delhi College of Engineering@2009
University of Mumbai | Mumbai University; IN; ; mu.ac.in; 1857; ; University of Bombay@1996
University of Madras; IN; ; unom.ac.in; 1857
University of Calcutta; IN; ; caluniv.ac.in; 1857
Jadavpur University; IN; ; jadavpuruniversity.in; 1955
Anna University | Anna University Chennai; IN; ; annauniv.edu; 1794
Savitribai Phule Pune University | SPPU; IN; ; unipune.ac.in; 1949; ; University of Pune@2014
Vellore Institute of Technology | VIT Vellore | VIT University; IN; ; vit.ac.in; 1984
SRM Institute of Science and Technology | SRM University; IN; ; srmist.edu.in; 1985
Manipal Academy of Higher Education | Manipal Institute of Technology | Manipal University; IN; ; manipal.edu; 1953
Amity University; IN; ; amity.edu
Jawaharlal Nehru Technological University Hyderabad | JNTUH | JNTU; IN; ; jntuh.ac.in; 1946
Visvesvaraya Technological University | VTU; IN; ; vtu.ac.in; 1998
Dr. A.P.J. Abdul Kalam Technical University | AKTU; IN; ; aktu.ac.in; 2000; ; Uttar Pradesh Technical University@2015
Osmania University; IN; ; osmania.ac.in; 1918
Thapar Institute of Engineering and Technology | Thapar University; IN; ; thapar.edu; 1956
International Institute of Information Technology Hyderabad | IIIT Hyderabad | IIITH; IN; ; iiit.ac.in
Indira Gandhi National Open University | IGNOU; IN; ; ignou.ac.in
National University of Sciences and Technology | NUST Pakistan; PK; ; nust.edu.pk
Lahore University of Management Sciences | LUMS; PK; ; lums.edu.pk; 1984
University of Engineering and Technology, Lahore | UET Lahore; PK; ; uet.edu.pk; 1921
FAST National University of Computer and Emerging Sciences | FAST-NUCES | FAST NU; PK; ; nu.edu.pk
COMSATS University Islamabad; PK; ; comsats.edu.pk; 1998; ; COMSATS Institute of Information Technology@2018
University of the Punjab | Punjab University Lahore; PK; ; pu.edu.pk; 1882
University of Karachi; PK; ; uok.edu.pk; 1951
Quaid-i-Azam University; PK; ; qau.edu.pk; 1967
Bangladesh University of Engineering and Technology | BUET; BD; ; buet.ac.bd; 1962
University of Dhaka | Dhaka University; BD; ; du.ac.bd; 1921
BRAC University; BD; ; bracu.ac.bd; 2001
North South University | NSU Dhaka; BD; ; northsouth.edu; 1992
University of Colombo; LK; ; cmb.ac.lk; 1921
University of Moratuwa; LK; ; mrt.ac.lk
Tribhuvan University; NP; ; tu.edu.np; 1959
Tsinghua University | Tsinghua; CN; ; tsinghua.edu.cn; 1911
Peking University | PKU | Beijing University; CN; ; pku.edu.cn; 1898
Fudan University; CN; ; fudan.edu.cn; 1905
Shanghai Jiao Tong University | SJTU | Shanghai Jiaotong University; CN; ; sjtu.edu.cn; 1896
Zhejiang University | ZJU; CN; ; zju.edu.cn; 1897
University of Science and Technology of China | USTC; CN; ; ustc.edu.cn; 1958
Nanjing University | NJU; CN; ; nju.edu.cn; 1902
Harbin Institute of Technology | HIT Harbin; CN; ; hit.edu.cn; 1920
Huazhong University of Science and Technology | HUST; CN; ; hust.edu.cn; 1952
Wuhan University; CN; ; whu.edu.cn; 1893
Sun Yat-sen University | SYSU | Zhongshan University; CN; ; sysu.edu.cn; 1924
Xi'an Jiaotong University | Xian Jiaotong University | XJTU; CN; ; xjtu.edu.cn; 1896
Beihang University | Beijing University of Aeronautics and Astronautics | BUAA; CN; ; buaa.edu.cn; 1952
Beijing Institute of Technology; CN; ; bit.edu.cn; 1940
Beijing University of Posts and Telecommunications | BUPT; CN; ; bupt.edu.cn; 1955
Tongji University; CN; ; tongji.edu.cn; 1907
Nankai University; CN; ; nankai.edu.cn; 1919
Tianjin University; CN; ; tju.edu.cn; 1895
Sichuan University; CN; ; scu.edu.cn; 1896
Renmin University of China; CN; ; ruc.edu.cn; 1937
South China University of Technology | SCUT; CN; ; scut.edu.cn; 1952
Southeast University | Southeast University Nanjing; CN; ; seu.edu.cn; 1902
Dalian University of Technology; CN; ; dlut.edu.cn; 1949
Jilin University; CN; ; jlu.edu.cn; 1946
Shandong University; CN; ; sdu.edu.cn; 1901
Xiamen University; CN; ; xmu.edu.cn; 1921
University of Electronic Science and Technology of China | UESTC; CN; ; uestc.edu.cn; 1956
University of Hong Kong | The University of Hong Kong | HKU; HK; ; hku.hk; 1911
Chinese University of Hong Kong | The Chinese University of Hong Kong | CUHK; HK; ; cuhk.edu.hk
Hong Kong University of Science and Technology | HKUST; HK; ; ust.hk; 1991
City University of Hong Kong | CityU; HK; ; cityu.edu.hk; 1984; ; City Polytechnic of Hong Kong@1995
Hong Kong Polytechnic University | PolyU; HK; ; polyu.edu.hk; 1937; ; Hong Kong Polytechnic@1995
Hong Kong Baptist University | HKBU; HK; ; hkbu.edu.hk; 1956
Northwestern Polytechnical University | Northwestern Polytechnic University | NWPU; CN; ; nwpu.edu.cn; 1938
National Taiwan University | NTU Taiwan; TW; ; ntu.edu.tw; 1928
National Tsing Hua University | NTHU; TW; ; nthu.edu.tw; 1956
National Cheng Kung University | NCKU; TW; ; ncku.edu.tw; 1931
National Yang Ming Chiao Tung University | NYCU; TW; ; nycu.edu.tw
National Chiao Tung University | NCTU; TW; ; nctu.edu.tw; 1958
University of Tokyo | The University of Tokyo | Todai; JP; ; u-tokyo.ac.jp; 1877
Kyoto University; JP; ; kyoto-u.ac.jp; 1897
Osaka University; JP; ; osaka-u.ac.jp; 1931
Tohoku University; JP; ; tohoku.ac.jp; 1907
Nagoya University; JP; ; nagoya-u.ac.jp; 1939
Kyushu University; JP; ; kyushu-u.ac.jp; 1911
Hokkaido University; JP; ; hokudai.ac.jp; 1876
Institute of Science Tokyo | Science Tokyo; JP; ; isct.ac.jp
Tokyo Institute of Technology | Tokyo Tech; JP; ; titech.ac.jp; 1881
Tokyo Medical and Dental University; JP; ; tmd.ac.jp; 1928
Waseda University; JP; ; waseda.jp; 1882
Keio University; JP; ; keio.ac.jp; 1858
Sophia University; JP; ; sophia.ac.jp; 1913
University of Tsukuba; JP; ; tsukuba.ac.jp
Seoul National University | SNU; KR; ; snu.ac.kr; 1946
KAIST | Korea Advanced Institute of Science and Technology; KR; ; kaist.ac.kr; 1971
POSTECH | Pohang University of Science and Technology; KR; ; postech.ac.kr
Yonsei University; KR; ; yonsei.ac.kr; 1885
Korea University; KR; ; korea.ac.kr; 1905
Hanyang University; KR; ; hanyang.ac.kr; 1939
Sungkyunkwan University | SKKU; KR; ; skku.edu; 1398
Ewha Womans University; KR; ; ewha.ac.kr; 1886
National University of Singapore | NUS; SG; ; nus.edu.sg; 1905
Nanyang Technological University | NTU Singapore; SG; ; ntu.edu.sg; 1955; ; Nanyang Technological Institute@1991
Singapore Management University; SG; ; smu.edu.sg; 2000
Singapore University of Technology and Design | SUTD; SG; ; sutd.edu.sg; 2009
University of Malaya | Universiti Malaya; MY; ; um.edu.my; 1949
Universiti Teknologi Malaysia; MY; ; utm.my; 1904
Universiti Sains Malaysia; MY; ; usm.my; 1969
Multimedia University | MMU Malaysia; MY; ; mmu.edu.my; 1993
Chulalongkorn University; TH; ; chula.ac.th; 1917
Mahidol University; TH; ; mahidol.ac.th; 1888
King Mongkut's University of Technology Thonburi | KMUTT; TH; ; kmutt.ac.th; 1960
University of Indonesia | Universitas Indonesia; ID; ; ui.ac.id; 1849
Bandung Institute of Technology | Institut Teknologi Bandung | ITB; ID; ; itb.ac.id; 1920
Gadjah Mada University | Universitas Gadjah Mada | UGM; ID; ; ugm.ac.id; 1949
Bina Nusantara University | BINUS; ID; ; binus.ac.id
University of the Philippines Diliman | University of the Philippines | UP Diliman; PH; ; upd.edu.ph; 1908
Ateneo de Manila University; PH; ; ateneo.edu; 1859
De La Salle University | DLSU; PH; ; dlsu.edu.ph; 1911
University of Santo Tomas | UST Manila; PH; ; ust.edu.ph; 1611
Mapúa University | Mapua University; PH; ; mapua.edu.ph; 1925; ; Mapúa Institute of Technology@2017
Polytechnic University of the Philippines | PUP; PH; ; pup.edu.ph; 1904
Vietnam National University, Hanoi | VNU Hanoi; VN; ; vnu.edu.vn; 1906
Vietnam National University, Ho Chi Minh City | VNU-HCM; VN; ; vnuhcm.edu.vn
Hanoi University of Science and Technology | HUST Hanoi; VN; ; hust.edu.vn; 1956
FPT University; VN; ; fpt.edu.vn; 2006
University of Lagos | UNILAG; NG; ; unilag.edu.ng; 1962
University of Ibadan; NG; ; ui.edu.ng; 1948
Obafemi Awolowo University | OAU; NG; ; oauife.edu.ng; 1961; ; University of Ife@1987
Ahmadu Bello University | ABU Zaria; NG; ; abu.edu.ng; 1962
Covenant University; NG; ; covenantuniversity.edu.ng; 2002
University of Nigeria, Nsukka | University of Nigeria | UNN; NG; ; unn.edu.ng; 1955
University of Ghana; GH; ; ug.edu.gh; 1948
Kwame Nkrumah University of Science and Technology | KNUST; GH; ; knust.edu.gh; 1952
University of Nairobi; KE; ; uonbi.ac.ke; 1956
Jomo Kenyatta University of Agriculture and Technology | JKUAT; KE; ; jkuat.ac.ke
Strathmore University; KE; ; strathmore.edu; 1961
Makerere University; UG; ; mak.ac.ug; 1922
Addis Ababa University; ET; ; aau.edu.et; 1950
University of Cape Town | UCT; ZA; ; uct.ac.za; 1829
University of the Witwatersrand | Wits University | Wits; ZA; ; wits.ac.za; 1922
Stellenbosch University | Universiteit Stellenbosch; ZA; ; sun.ac.za; 1918
University of Pretoria; ZA; ; up.ac.za; 1908
University of Johannesburg; ZA; ; uj.ac.za
Rand Afrikaans University; ZA; ; ; 1967
University of South Africa | UNISA; ZA; ; unisa.ac.za; 1873
University of São Paulo | Universidade de São Paulo; BR; ; usp.br; 1934
University of Campinas | Universidade Estadual de Campinas | Unicamp; BR; ; unicamp.br; 1962
Federal University of Rio de Janeiro | Universidade Federal do Rio de Janeiro | UFRJ; BR; ; ufrj.br; 1920
Federal University of Minas Gerais | Universidade Federal de Minas Gerais | UFMG; BR; ; ufmg.br; 1927
Federal University of Rio Grande do Sul | UFRGS; BR; ; ufrgs.br; 1934
Federal University of Santa Catarina | UFSC; BR; ; ufsc.br; 1960
Federal University of Pernambuco | UFPE; BR; ; ufpe.br; 1946
Instituto Tecnológico de Aeronáutica | ITA; BR; ; ita.br; 1950
Pontifical Catholic University of Rio de Janeiro | PUC-Rio; BR; ; puc-rio.br; 1941
University of Buenos Aires | Universidad de Buenos Aires | UBA; AR; ; uba.ar; 1821
National Technological University | Universidad Tecnológica Nacional | UTN; AR; ; utn.edu.ar; 1959
Instituto Tecnológico de Buenos Aires | ITBA; AR; ; itba.edu.ar; 1959
National University of Córdoba | Universidad Nacional de Córdoba; AR; ; unc.edu.ar; 1613
National Autonomous University of Mexico | Universidad Nacional Autónoma de México | UNAM; MX; ; unam.mx; 1910
Monterrey Institute of Technology and Higher Education | Tecnológico de Monterrey | Tec de Monterrey | ITESM; MX; ; tec.mx,itesm.mx; 1943
National Polytechnic Institute | Instituto Politécnico Nacional | IPN; MX; ; ipn.mx; 1936
Universidad de Guadalajara | University of Guadalajara; MX; ; udg.mx; 1792
Pontifical Catholic University of Chile | Pontificia Universidad Católica de Chile; CL; ; uc.cl; 1888
University of Chile | Universidad de Chile; CL; ; uchile.cl; 1842
Universidad de los Andes | University of the Andes; CO; ; uniandes.edu.co; 1948
National University of Colombia | Universidad Nacional de Colombia; CO; ; unal.edu.co; 1867
National University of San Marcos | Universidad Nacional Mayor de San Marcos; PE; ; unmsm.edu.pe; 1551
Pontifical Catholic University of Peru | PUCP; PE; ; pucp.edu.pe; 1917
National University of Engineering | Universidad Nacional de Ingeniería; PE; ; uni.edu.pe; 1876
Universidad de la República; UY; ; udelar.edu.uy; 1849
Universidad de Costa Rica | University of Costa Rica; CR; ; ucr.ac.cr; 1940
University of Puerto Rico, Mayagüez | UPRM | University of Puerto Rico-Mayaguez; PR; ; uprm.edu; 1911
University of Puerto Rico, Río Piedras | University of Puerto Rico-Rio Piedras; PR; ; uprrp.edu; 1903
University of the West Indies | UWI; JM; ; uwi.edu; 1948
`

function institution(row: string): Institution {
  const [names, country, region, domains, from, to, was] = row.split(';').map((cell) => cell.trim())
  const list = (cell: string | undefined, by: string) =>
    cell ? cell.split(by).map((part) => part.trim()) : []
  const all = list(names, ' | ')
  return {
    id: all[0]!
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replace(/[ -]+/g, '-'),
    names: all,
    country: country!,
    ...(region && { region }),
    ...(domains && { domains: list(domains, ',') }),
    ...(from && { from }),
    ...(to && { to }),
    ...(was && {
      was: list(was, ' | ').map((former) => ({ name: former.slice(0, -5), until: former.slice(-4) })),
    }),
  }
}

/** Institutions of higher education. The loaded lists (universities of the world, IPEDS) add to these by name. */
export default defineFacts<{
  institutions: readonly Institution[]
  /** Countries for which the list names every degree-granting institution: only there does absence mean something. */
  complete?: readonly string[]
}>({
  title: 'Institutions of higher education',
  version: '2026-11-2',
  source:
    "From memory; 138 of 767 were compared with the institutions' own sites, Wikipedia, newspapers or IPEDS: all 21 last years, all 24 first years from 1975 on, 50 of 90 after 1960, 23 of 61 with former names. The others are as remembered and lean to the harmless side",
  licence: 'Facts restated by the project, Apache-2.0',
  date: '2026-11-01',
  data: {
    institutions: rows.trim().split('\n').map(institution),
  },
})
